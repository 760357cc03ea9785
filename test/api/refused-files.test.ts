import assert from 'node:assert/strict';

import type { ErrorCode } from '../../src/model/errors.js';
import { startService, type TestService } from '../support/service.js';
import { importSite, type ImportSite } from './support/import-site.js';
import { assertFailed, SAYS_WHAT_TO_DO } from './support/problem.js';

/** Whole files that are refused: what is in them, the code, and what the reason must tell. */
const refused: { title: string; file: string | Uint8Array; code: ErrorCode; said: RegExp[] }[] = [
  { title: 'an empty file', file: '', code: 'file-empty', said: [/empty/i] },
  { title: 'a file of blank lines', file: '\n\n  \n', code: 'file-empty', said: [/blank lines/i] },
  { title: 'a file with a header only', file: 'id,name\n', code: 'file-without-records', said: [/header/i, /none/i] },
  {
    title: 'a file that is not UTF-8',
    file: Buffer.from('id,name\n7,ok\n8,M\xfcller\n', 'latin1'),
    code: 'file-encoding',
    said: [/UTF-8/i, /line 3/],
  },
  {
    title: 'a file that is not UTF-8 only after many good records',
    file: Buffer.from(`id,name\n${'1,x\n'.repeat(100_000)}8,M\xfcller\n`, 'latin1'),
    code: 'file-encoding',
    said: [/UTF-8/i, /line 100002/],
  },
  { title: 'a file with NUL', file: 'id,name\n7,ok\n8,a\0b\n', code: 'file-nul-byte', said: [/NUL/i, /line 3/] },
  {
    title: 'a header that names a column twice',
    file: 'id,name,name\n7,ok,ok\n',
    code: 'header-invalid',
    said: [/"name"/, /twice/, /columns 2, 3/],
  },
  { title: 'a header that misses a column', file: 'id\n7\n', code: 'header-invalid', said: [/missing: "name"/] },
  {
    title: 'a header with a column nobody expects',
    file: 'id,name,wage\n7,ok,1\n',
    code: 'header-invalid',
    said: [/"wage"/],
  },
  { title: 'a header in another order', file: 'name,id\nok,7\n', code: 'header-invalid', said: [/order/, /equal/] },
  {
    title: 'a header with a quote that is never closed',
    file: 'id,"name\n7,ok\n',
    code: 'header-invalid',
    said: [/line 1/, /quote/i],
  },
  {
    title: 'a file of another delimiter',
    file: 'id;name\n7;ok\n',
    code: 'header-invalid',
    said: [/"id;name"/, /delimiter|"id", "name"/],
  },
];

describe('a file that is refused as a whole', () => {
  let service: TestService;
  let things: ImportSite;
  before(async () => {
    service = await startService();
    things = await importSite(service);
    assert.equal((await things.run('id,name\n1,one\n')).status, 'Completed');
  });
  after(() => service.stop());

  for (const { title, file, code, said } of refused) {
    it(`is ${title}: the run is Failed with ${code}, the target untouched`, async () => {
      const run = await things.run(file);
      assertFailed(run, code, SAYS_WHAT_TO_DO, ...said);
      assert.deepEqual(await things.rows(), [{ id: '1', name: 'one' }]);
    });
  }

  it('can be corrected and run again under its name', async () => {
    const site = await importSite(service);
    assertFailed(await site.run(''), 'file-empty');
    assert.equal((await site.run('id,name\n1,one\n')).status, 'Completed');
  });

  describe('by its number of rejects', () => {
    const mostlyGood = `id,name\n${Array.from({ length: 18 }, (_, index) => `${index},n`).join('\n')}\n,x\n,y\n`;

    it('is Failed with the number of all that are refused, also where only the target tells', async () => {
      const site = await importSite(service, { definition: { limits: { maxRejects: 5 } } });
      const run = await site.run(`id,name\n${'1,one\n'.repeat(10_000)}`);
      assertFailed(run, 'too-many-rejects', /\b9999 of 10000\b/);
      assert.notEqual((await site.rejects(run)).length, 0);
    });

    for (const maxRejects of [1, 0, '5%', '9.9%']) {
      it(`is Failed when 2 of 20 are refused and ${maxRejects} may be; its rejects can be looked at`, async () => {
        const site = await importSite(service, { definition: { limits: { maxRejects } } });
        const run = await site.run(mostlyGood);
        assertFailed(run, 'too-many-rejects', /\b2 of 20\b/, new RegExp(`${maxRejects}`), /nothing was applied/i);
        assert.deepEqual(
          (await site.rejects(run)).map(({ record }) => record),
          [19, 20],
        );
        assert.deepEqual(await site.rows(), []);
      });
    }

    for (const maxRejects of [2, '10%', '100%']) {
      it(`is Completed with Errors when 2 of 20 are refused and ${maxRejects} may be`, async () => {
        const site = await importSite(service, { definition: { limits: { maxRejects } } });
        const run = await site.run(mostlyGood);
        assert.equal(run.status, 'Completed with Errors');
        assert.equal(run.counts.applied, 18);
        assert.equal(run.counts.rejected, 2);
      });
    }
  });

  it('is Completed with Errors when every record is refused and nothing limits that', async () => {
    const site = await importSite(service);
    const run = await site.run('id,name\n,x\n,y\n');
    assert.equal(run.status, 'Completed with Errors');
    assert.equal(run.counts.rejected, 2);
    assert.deepEqual(await site.rows(), []);
  });
});

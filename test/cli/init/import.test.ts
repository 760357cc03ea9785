import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { guessFile } from '../../../src/cli/init/guess-file.js';
import { writeDefinition } from '../../../src/cli/init/write-definition.js';
import { startService, uniqueSite, type TestService } from '../../support/service.js';
import { integratorFor } from '../support/integrator.js';
import { csvFiles } from './support/csv-files.js';

describe('integrator init', () => {
  let service: TestService;
  let folder: string;
  const site = uniqueSite();
  let count = 0;

  before(async () => {
    service = await startService();
    folder = await mkdtemp(join(tmpdir(), 'integrator-init-'));
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
    assert.equal((await service.http.post(`/sites/${site}/start`)).status, 200);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await service.stop();
  });

  /** The statement that the definition gives in its last comment. */
  const tableIn = (definition: string): string =>
    (/# A table that takes these records:\n([^]*)/.exec(definition)?.[1] ?? '').replace(/^# {3}/gm, '');

  it('makes a definition that the API takes, with a table, and imports its file without a reject', async function () {
    this.timeout(240_000);
    await fc.assert(
      fc.asyncProperty(csvFiles, async ({ bytes, records }) => {
        const name = `file_${++count}`;
        const path = join(folder, `${name}.csv`);
        await writeFile(path, bytes);
        const definition = writeDefinition(await guessFile(path), { connection: 'target', table: undefined });
        await service.target.query(tableIn(definition));
        const yaml = { 'Content-Type': 'application/yaml' };
        const saved = await service.http.put(`/sites/${site}/integrations/${name}`, definition, yaml);
        assert.equal(saved.status, 201, saved.text);
        assert.equal((await service.http.put(`/sites/${site}/files/${name}.csv`, bytes)).status, 200);
        const request = { integration: name, file: `${name}.csv` };
        const ran = await service.http.post(`/sites/${site}/runs`, request, { Prefer: 'wait=60' });
        assert.equal(ran.status, 200, ran.text);
        const { status, reason, counts } = ran.body;
        assert.deepEqual([status, counts.read, counts.applied], ['Completed', records, records], reason);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('goes from a file to its records in the table by four commands', async () => {
    const integrator = integratorFor(service.api.url, site);
    const file = join(folder, 'people.csv');
    const definition = join(folder, 'people.yaml');
    await writeFile(file, 'person_id;name;born\n1;Zoë;31.12.1999\n2;Bo;01.02.2001\n');
    const made = await integrator('init', file, '-o', definition);
    assert.deepEqual([made.code, made.stdout], [0, '']);
    const { stdout } = await integrator('init', file);
    assert.match(stdout, /^ {2}primaryKey: person_id # never blank/m);
    assert.match(stdout, /\{ name: born, type: date, format: '%d\.%m\.%Y',.*\} # dates such as "31\.12\.1999"/);
    await service.target.query(tableIn(stdout));
    assert.equal((await integrator('integration', 'apply', 'people', '-f', definition)).code, 0);
    const ran = await integrator('run', 'people', '--file', file, '--wait');
    assert.equal(ran.code, 0, ran.stdout);
    const { rows } = await service.target.query('select person_id::int, name, born::text from people order by 1');
    assert.deepEqual(rows, [
      { person_id: 1, name: 'Zoë', born: '1999-12-31' },
      { person_id: 2, name: 'Bo', born: '2001-02-01' },
    ]);
  });

  it('ends with 3 where some records cannot be read', async () => {
    const file = join(folder, 'broken.csv');
    await writeFile(file, `id,name\n${'1,x\n'.repeat(30)}1,"x\n`);
    const { code, stdout } = await integratorFor(service.api.url)('init', file);
    assert.equal(code, 3);
    assert.match(stdout, /There is no primary key/);
  });
});

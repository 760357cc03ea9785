import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { startService, type TestService } from '../support/service.js';
import { readVariables } from './support/read-variables.js';
import { makeReference } from './support/reference/reference.js';

const DOCS = new URL('../../docs/', import.meta.url);

describe('the reference', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  it('is that of the product as it is: else `npx mocha test/docs/write-reference.ts` writes it anew', async () => {
    for (const { name, file, text } of await makeReference(service)) {
      assert.equal(await readFile(file, 'utf8'), text, `docs/reference/${name}`);
    }
  });

  it('has every variable that the sources read, and no other, with its default', async () => {
    const page = await readFile(new URL('reference/configuration.md', DOCS), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` +\| ([^|]*?) +\|/gm)];
    const told = new Map(rows.map(([, name = '', fallback = '']) => [name, fallback.replaceAll('`', '')]));
    const read = await readVariables();
    const isOurs = (name: string): boolean => name.startsWith('INTEGRATOR_');
    assert.deepEqual([...told.keys()].filter(isOurs).sort(), [...read.keys()].filter(isOurs).sort());
    for (const [name, fallback] of read) {
      if (fallback === undefined) assert.ok(told.has(name), name);
      else assert.equal(told.get(name), fallback, name);
    }
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEFECTS } from './defects.js';

const PROJECT = join(import.meta.dirname, '../..');

describe('the deliberate defects', () => {
  for (const { name, source, find, caughtBy } of DEFECTS) {
    it(`have one place in the product as it is: ${name}`, () => {
      const places = readFileSync(join(PROJECT, source), 'utf8').split(find).length - 1;
      assert.equal(places, 1, `${source} is to have this once; adapt the defect: ${find}`);
      assert.ok(existsSync(join(PROJECT, caughtBy.file)), `${caughtBy.file} is to catch it`);
    });
  }
});

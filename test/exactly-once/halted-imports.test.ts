import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { assertAccount, assertNothingLeft, whereabouts } from './support/assert-exactly-once.js';
import { haltAt } from './support/halt-at.js';
import { describeRow, type ImportCase } from './support/import-case.js';
import { HALTED_AT } from './support/import-places.js';
import { InnerLane } from './support/inner-lane.js';
import { ParallelCases } from './support/parallel-cases.js';
import { prepareImports, type Kind } from './support/prepare-imports.js';
import type { Strike } from './support/strikes.js';

const SOURCES = { folder: 'from a folder', sftp: 'from an SFTP server', upload: 'of an upload' } as const;

describe('an import that is halted', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => InnerLane.start(), 1, 8);
  before(() => cases.begin());
  after(() => cases.end());

  for (const from of ['folder', 'sftp', 'upload'] as const) {
    for (const [where, { strike, ...kind }] of Object.entries(HALTED_AT[from])) {
      const title = `${SOURCES[from]}, ${where}, is whole or nothing, and brings each record once when it is run again`;
      cases.declare(title, 'one in turn', (lane, seeds) => haltImport(lane, seeds, { from, ...kind }, strike));
    }
    it(`${SOURCES[from]}, has been so at 30 places at least`, () => {
      assert.ok(Object.keys(HALTED_AT[from]).length >= 30, `${Object.keys(HALTED_AT[from]).length} places`);
    });
  }
});

async function haltImport(
  lane: InnerLane,
  seeds: readonly number[],
  kind: Kind,
  strike: Strike<ImportCase<InnerLane>>,
): Promise<void> {
  const [given] = await prepareImports(lane, seeds, kind);
  if (given === undefined) throw new Error('There is no seed.');
  try {
    await haltAt(given, strike, async () => {
      await assertWhole(given);
    });
    const { status, reason } = await given.ended();
    const isApplied = await assertWhole(given);
    assert.equal(
      isApplied,
      status !== 'Failed',
      `${status}, and the records are ${isApplied ? '' : 'not '}in the target`,
    );
    if (status === 'Failed') {
      assert.equal(reason, `Halted: site ${given.site} was stopped: stocktake`);
      await runAgain(given);
    }
    await assertAccount(given, await given.summary());
    await assertNothingLeft(given);
  } finally {
    await given.stop();
  }
}

/** The target has all records or none. Answers whether it has them. */
async function assertWhole(given: ImportCase): Promise<boolean> {
  const [none, all] = [given.file.before, given.file.after].map((rows) => rows.map(describeRow).sort());
  const rows = (await given.rows()).sort();
  const isApplied = rows.length === all?.length && rows.every((row, index) => row === all[index]);
  if (!isApplied) assert.deepEqual(rows, none);
  return isApplied;
}

/** What was not loaded is there still: where it came, or where files of failed runs go; from there it is brought back. */
async function runAgain(given: ImportCase): Promise<void> {
  const { folder, fileName } = given;
  if (given.isTaken) {
    const path = await whereabouts(given);
    assert.match(path, /^(failed\/people\.\d{8}T\d{6}Z|people)\.(csv|zip)$/);
    await rename(join(folder, path), join(folder, fileName));
  }
  const { body, text } = await given.request();
  given.run = body.id;
  assert.notEqual(body.status, 'Failed', text);
}

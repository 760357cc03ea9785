import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import { assertAccount, assertExactlyOnce } from './support/assert-exactly-once.js';
import { generateFile, LARGE, modeOf, SMALL, type FileSize, type GeneratedFile } from './support/generated-file.js';
import { ImportCase } from './support/import-case.js';
import type { Packing } from './support/packing.js';
import { ParallelCases } from './support/parallel-cases.js';
import { SeededRandom } from './support/seeded-random.js';
import { takeSnapshot, type Snapshot } from './support/snapshot.js';
import {
  afterFailure,
  atBegin,
  onControl,
  onTarget,
  runUntilStruck,
  whileStaging,
  whileWriting,
  type Strike,
} from './support/strikes.js';

interface Pause {
  strike: Strike;
  packing?: Packing;
  size?: FileSize;
  /** Files have rejects, whatever their seed. */
  hasRejects?: boolean;
}

const WRITES = /^(with written|insert into "people)/;
const decrypted = {
  folder: ({ lane }: ImportCase) => lane.opened,
  length: ({ unsealed }: ImportCase) => unsealed.length,
};

const PAUSES: Record<string, Pause> = {
  'about to note what it received': { strike: onControl(/^update run set file_sha256/, 'sent') },
  'about to open the file': { strike: atBegin('open'), packing: 'csv.pgp' },
  'decrypting the file': { strike: whileWriting(/decrypted\.part$/, decrypted), packing: 'csv.pgp', size: LARGE },
  'about to load the records': { strike: atBegin('load') },
  'that has its turn to load, as a second attempt': {
    strike: afterFailure(onTarget(/^create temporary table/, 'answered')),
    hasRejects: true,
  },
  'about to keep rejects': { strike: onControl(/^insert into reject /, 'sent', 3), hasRejects: true },
  'staging the records': { strike: whileStaging, size: LARGE },
  'that has written the records': { strike: onTarget(WRITES, 'answered') },
  'with its COMMIT on the way': { strike: onTarget(/^commit/, 'sent') },
  'about to close the run': { strike: onControl(/^update run set status/, 'sent') },
};

describe('a paused attempt that wakes after its successor', function () {
  this.timeout(600_000);
  const cases = new ParallelCases({ lanes: 8, seeds: 2 });
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, { strike, packing = 'csv', size = SMALL, hasRejects }] of Object.entries(PAUSES)) {
    cases.declare(`${title} writes nothing`, async (lane, seed) => {
      const mode = hasRejects === true && modeOf(seed) === 'replace' ? 'upsert' : modeOf(seed);
      const given = await ImportCase.prepare(lane, generateFile(seed, size, mode), packing);
      const { before, after, summary } = await pauseAt(given, seed, strike);
      assert.deepEqual({ ...after, steps: [] }, { ...before, steps: [] });
      await assertExactlyOnce(given, summary);
    });
  }

  cases.declare('staging the records adds nothing to the steps of the run', async (lane, seed) => {
    const given = await ImportCase.prepare(lane, generateFile(seed, SMALL), 'csv');
    const { before, after } = await pauseAt(given, seed, whileStaging);
    assert.deepEqual(after.steps, before.steps);
  });

  cases.declare('that was to refuse a record does not refuse what its successor applied', async (lane, seed) => {
    // Every record is good, but one stands in the target already.
    const { csv, after: rows, counts } = generateFile(seed, { records: 20, width: 10 }, 'replace');
    const { read, excluded } = counts;
    const [present] = rows;
    const file: GeneratedFile = {
      mode: 'insert',
      csv,
      before: [present!],
      after: rows,
      rejects: [],
      counts: { ...NO_RECORDS, read, excluded, applied: rows.length, inserted: rows.length },
    };
    const given = await ImportCase.prepare(lane, file, 'csv');
    const { target } = lane.service;
    await target.query(`alter table ${given.table} add unique (id)`);
    const { after, summary } = await pauseAt(given, seed, onTarget(/^set constraints/, 'answered'), async () => {
      await target.query(`delete from ${given.table} where id = $1`, [present!.id]);
    });
    await assertAccount(given, summary);
    assert.deepEqual(after.rejects, []);
  });
});

/** Pauses the worker there, wakes it when its successor has ended the run, and answers what there was before and after. */
async function pauseAt(given: ImportCase, seed: number, strike: Strike, meanwhile?: () => Promise<void>) {
  const { lane } = given;
  let paused: { wake: () => Promise<void> } | undefined;
  await runUntilStruck(given, new SeededRandom(seed), strike, (session) => {
    paused = lane.pauseWorker(session);
  });
  await meanwhile?.();
  await lane.startWorker();
  const summary = await given.ended();
  const before: Snapshot = await takeSnapshot(given);
  await paused?.wake();
  return { before, after: await takeSnapshot(given), summary };
}

import assert from 'node:assert/strict';

import { NO_RECORDS } from '../../src/model/run-counts.js';
import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { bringToPlace, untilInTime } from './support/bring-to-place.js';
import { generateFile, LARGE, type GeneratedFile } from './support/generated-file.js';
import { ImportCase } from './support/import-case.js';
import { Lane } from './support/lane.js';
import { ParallelCases } from './support/parallel-cases.js';
import { prepareImports, type Kind } from './support/prepare-imports.js';
import { takeSnapshot, type Snapshot } from './support/snapshot.js';
import {
  atBegin,
  onControl,
  onTarget,
  onTargetAgain,
  whileStaging,
  whileWriting,
  type Strike,
} from './support/strikes.js';

interface Pause extends Kind {
  strike: Strike;
}

const PAUSES: Record<string, Pause> = {
  'about to note what it received': { strike: onControl(/^update run set file_sha256/, 'sent') },
  'about to open the file': { strike: atBegin('open'), packing: 'csv.pgp' },
  'about to load the records': { strike: atBegin('load') },
  'about to stage, as a second attempt': {
    strike: onTargetAgain(/^create temporary table/, 'answered'),
    hasRejects: true,
  },
  'about to keep rejects': { strike: onControl(/insert into reject /, 'sent', { upToNth: 3 }), hasRejects: true },
  'staging the records': { strike: whileStaging, size: LARGE },
  'that has written the records': { strike: onTarget(/^set constraints/, 'answered') },
  'with its COMMIT on the way': { strike: onTarget(/^commit/, 'sent') },
  'about to close the run': { strike: onControl(/^update run set status/, 'sent') },
};

/** An attempt that is stopped hears when it wakes that it is late. These do not. */
const CUT_OFF: Record<string, Strike> = {
  'staging the records': whileStaging,
  'that has written the records': onTarget(/^set constraints/, 'answered'),
  'with its COMMIT on the way': onTarget(/^commit/, 'sent'),
};

const decrypting = whileWriting(/decrypted\.[\da-f-]+\.part$/, {
  folder: ({ lane }) => lane.opened,
  length: ({ unsealed }) => unsealed.length,
});

describe('a paused attempt that wakes after its successor', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => Lane.start(), 6);
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, { strike, ...kind }] of Object.entries(PAUSES)) {
    cases.declare(`${title} writes nothing`, 'at once', async (lane, seeds) => {
      const runs = await prepareImports(lane, seeds, kind);
      assert.ok(await sleepOver(runs, { strike }));
      await assertExactlyOnce(runs);
    });
  }

  for (const [title, strike] of Object.entries(CUT_OFF)) {
    cases.declare(`${title}, cut off from Temporal, writes nothing`, 'at once', async (lane, seeds) => {
      const runs = await prepareImports(lane, seeds, {});
      assert.ok(await sleepOver(runs, { strike, lateness: 'cut off' }));
      await assertExactlyOnce(runs);
    });
  }

  cases.declare('decrypting the file writes nothing', 'one by one', (lane, seeds) =>
    untilInTime(seeds, async (some) => {
      const runs = await prepareImports(lane, some, { packing: 'csv.pgp', size: LARGE });
      const inTime = await sleepOver(runs, { strike: decrypting });
      await assertExactlyOnce(runs);
      return inTime;
    }),
  );

  cases.declare('staging the records adds nothing to the steps of the run', 'at once', async (lane, seeds) => {
    const runs = await prepareImports(lane, seeds, {});
    const compare = (before: Snapshot, after: Snapshot) => assert.deepEqual(after.steps, before.steps);
    assert.ok(await sleepOver(runs, { strike: whileStaging, compare }));
  });

  cases.declare(
    'that was to refuse a record does not refuse it where it was applied',
    'at once',
    async (lane, seeds) => {
      const runs = await Promise.all(
        seeds.map((seed) =>
          ImportCase.prepare(lane, seed, { file: withOnePresent(generateFile(seed, TINY, 'replace')) }),
        ),
      );
      const { target } = lane.service;
      for (const { table } of runs) await target.query(`alter table ${table} add unique (id)`);
      const meanwhile = async () => {
        for (const { table } of runs) await target.query(`delete from ${table}`);
      };
      assert.ok(await sleepOver(runs, { strike: onTarget(/^set constraints/, 'answered'), meanwhile }));
      await assertExactlyOnce(runs);
    },
  );
});

const TINY = { records: 20, width: 10 };

/** Of good records only, the first of which is in the target already: a load is to find it gone. */
function withOnePresent({ csv, after, counts: { read, excluded } }: GeneratedFile): GeneratedFile {
  const counts = { ...NO_RECORDS, read, excluded, applied: after.length, inserted: after.length };
  return { mode: 'insert', csv, before: after.slice(0, 1), after, rejects: [], counts };
}

/** How an attempt comes to be late: it is stopped; or its network is slow, and cut off from Temporal. */
type Lateness = 'stopped' | 'cut off';

interface Sleep {
  strike: Strike;
  lateness?: Lateness;
  /** Done before the successor begins. */
  meanwhile?: () => Promise<void>;
  /** Of what there was before the attempt woke and after; by default, all but the steps must be the same. */
  compare?: (before: Snapshot, after: Snapshot) => void;
}

/**
 * Holds the attempts of the runs up when all have come to the place, and lets them go on when the runs have ended in a
 * successor. Answers whether they had come to the place.
 */
async function sleepOver(runs: readonly ImportCase<Lane>[], sleep: Sleep): Promise<boolean> {
  const { strike, lateness = 'stopped', meanwhile, compare = assertSame } = sleep;
  const { lane } = runs[0]!;
  const stop = () => {
    if (lateness === 'stopped') lane.strike('SIGSTOP');
  };
  const { inTime, release, over } = await bringToPlace(runs, strike, stop);
  stop();
  const late = await lane.isolateWorker();
  await meanwhile?.();
  await lane.startWorker();
  for (const given of runs) await given.ended();
  const before = await Promise.all(runs.map(takeSnapshot));
  // What was on its way to the worker is there when it wakes.
  await release();
  late.send('SIGCONT');
  await over;
  // It has time to end what it is at.
  await late.end('SIGTERM');
  for (const [index, given] of runs.entries()) compare(before[index]!, await takeSnapshot(given));
  return inTime;
}

/** What steps say, another test looks at. */
function assertSame(before: Snapshot, after: Snapshot): void {
  assert.deepEqual({ ...after, steps: [] }, { ...before, steps: [] });
}

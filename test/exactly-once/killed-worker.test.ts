import assert from 'node:assert/strict';

import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { generateFile, LARGE, modeOf, SMALL, type FileSize } from './support/generated-file.js';
import { ImportCase } from './support/import-case.js';
import type { Lane } from './support/lane.js';
import type { Packing } from './support/packing.js';
import { ParallelCases } from './support/parallel-cases.js';
import { SeededRandom } from './support/seeded-random.js';
import {
  atEnd,
  onControl,
  onTarget,
  runUntilStruck,
  whenThere,
  whileStaging,
  whileWriting,
  type Strike,
} from './support/strikes.js';

/** A place in a run, and what kind of file goes through it. */
interface KillPoint {
  strike: Strike;
  packing?: Packing;
  size?: FileSize;
  /** Files have rejects, whatever their seed. */
  hasRejects?: boolean;
}

const WRITES = /^(with written|insert into "people)/;
const incoming = {
  folder: ({ lane }: ImportCase) => lane.incoming,
  length: ({ arrived }: ImportCase) => arrived.length,
};
const opened = { folder: ({ lane }: ImportCase) => lane.opened, length: ({ file }: ImportCase) => file.csv.length };
const decrypted = { ...opened, length: ({ unsealed }: ImportCase) => unsealed.length };
const source = ({ folder }: ImportCase) => folder;

const POINTS: Record<string, KillPoint> = {
  'about to write down its run': { strike: onControl(/^insert into run \(/, 'sent') },
  'not told that its run is written down': { strike: onControl(/^insert into run \(/, 'answered') },
  'that has just claimed the file': { strike: whenThere(/\.integrator\/.*people/, source) },
  'receiving the file': { strike: whileWriting(/./, incoming), size: LARGE },
  'about to note what it received': { strike: onControl(/^update run set file_sha256/, 'sent') },
  'at the end of receiving': { strike: atEnd('receive') },
  'decrypting the file': {
    strike: whileWriting(/decrypted\.part$/, decrypted),
    packing: 'csv.zip.pgp',
    size: LARGE,
  },
  'that has just decrypted the file': {
    strike: whenThere(/decrypted$/, opened.folder),
    packing: 'csv.zip.pgp',
    size: LARGE,
  },
  'unzipping the file': { strike: whileWriting(/source\.part$/, opened), packing: 'zip', size: LARGE },
  'at the end of opening the file': { strike: atEnd('open'), packing: 'csv.zip.pgp' },
  'that has its turn to load': { strike: onTarget(/^insert into integrator\.load/, 'answered') },
  'about to keep rejects while it parses': { strike: onControl(/^insert into reject /, 'sent', 4), hasRejects: true },
  'staging the records': { strike: whileStaging, size: LARGE },
  'that has staged all records': { strike: onTarget(/^analyze/, 'sent') },
  'not told that the records are written': { strike: onTarget(WRITES, 'answered') },
  'before COMMIT': { strike: onTarget(/^commit/, 'sent') },
  'with its COMMIT on the way': { strike: onTarget(/^commit/, 'forwarded') },
  'after COMMIT, its answer lost': { strike: onTarget(/^commit/, 'answered') },
  'at the end of loading': { strike: atEnd('load') },
  'putting the file away': { strike: whenThere(/archive\//, source) },
  'at the end of putting the file away': { strike: atEnd('put-away') },
  'about to close the run': { strike: onControl(/^update run set status/, 'sent') },
  'not told that the run is closed': { strike: onControl(/^update run set status/, 'answered') },
};

/** Files do not wait: a blow that comes too late is struck again. */
const TRIES = 3;

describe('a worker that is killed', function () {
  this.timeout(600_000);
  const cases = new ParallelCases({ lanes: 8, seeds: 5 });
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, point] of Object.entries(POINTS)) {
    cases.declare(`${title} leaves no record lost, doubled or invented`, async (lane, seed) => {
      for (let tried = 0; tried < TRIES; tried++) if (await killAt(lane, seed + tried * 5, point)) return;
      assert.fail(`In ${TRIES} tries the kill came too late each time.`);
    });
  }
});

/** Answers whether the kill came in time. */
async function killAt(lane: Lane, seed: number, point: KillPoint): Promise<boolean> {
  const { strike, packing = 'csv', size = SMALL, hasRejects = false } = point;
  const mode = hasRejects && modeOf(seed) === 'replace' ? 'upsert' : modeOf(seed);
  const given = await ImportCase.prepare(lane, generateFile(seed, size, mode), packing);
  const random = new SeededRandom(seed);
  const inTime = await runUntilStruck(given, random, strike, (session) => lane.killWorker(random, session));
  await lane.startWorker();
  await assertExactlyOnce(given, await given.ended());
  return inTime;
}

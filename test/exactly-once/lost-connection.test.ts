import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { generateFile, LARGE, modeOf, SMALL, type FileSize } from './support/generated-file.js';
import { ImportCase } from './support/import-case.js';
import { ParallelCases } from './support/parallel-cases.js';
import { SeededRandom } from './support/seeded-random.js';
import { onControl, onTarget, runUntilStruck, whileStaging, type Strike } from './support/strikes.js';

interface Break {
  strike: Strike;
  size?: FileSize;
  /** Files have rejects, whatever their seed. */
  hasRejects?: boolean;
}

const BREAKS: Record<string, Break> = {
  'before its run is written down': { strike: onControl(/^insert into run \(/, 'sent') },
  'with the answer that its run is written down': { strike: onControl(/^insert into run \(/, 'answered') },
  'with the answer that what was received is noted': { strike: onControl(/^update run set file_sha256/, 'answered') },
  'with the answer that rejects are kept': {
    strike: onControl(/^insert into reject /, 'answered', 3),
    hasRejects: true,
  },
  'in the data that is staged': { strike: whileStaging, size: LARGE },
  'with the answer that the records are written': {
    strike: onTarget(/^(with written|insert into "people)/, 'answered'),
  },
  'before COMMIT': { strike: onTarget(/^commit/, 'sent') },
  'with the answer of COMMIT': { strike: onTarget(/^commit/, 'answered') },
  'with the answer that the run is closed': { strike: onControl(/^update run set status/, 'answered') },
};

describe('a connection that is lost', function () {
  this.timeout(600_000);
  const cases = new ParallelCases({ lanes: 4, seeds: 5 });
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, { strike, size = SMALL, hasRejects = false }] of Object.entries(BREAKS)) {
    cases.declare(`${title} leaves no record lost, doubled or invented`, async (lane, seed) => {
      const mode = hasRejects && modeOf(seed) === 'replace' ? 'upsert' : modeOf(seed);
      const given = await ImportCase.prepare(lane, generateFile(seed, size, mode), 'csv');
      const random = new SeededRandom(seed);
      await runUntilStruck(given, random, strike, (session) => {
        if (random.chance(0.5)) session?.cut();
        else session?.strand();
      });
      await assertExactlyOnce(given, await given.ended());
    });
  }
});

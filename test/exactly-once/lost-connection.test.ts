import assert from 'node:assert/strict';

import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { bringToPlace } from './support/bring-to-place.js';
import { LARGE } from './support/generated-file.js';
import { Lane } from './support/lane.js';
import { ParallelCases } from './support/parallel-cases.js';
import { prepareImports, type Kind } from './support/prepare-imports.js';
import { atOpening, onControl, onTarget, whileStaging, type Strike } from './support/strikes.js';

interface Break extends Kind {
  strike: Strike;
}

const BREAKS: Record<string, Break> = {
  'before the run is written down': { strike: atOpening('sent') },
  'with the answer that the run is written down': { strike: atOpening('answered') },
  'with the answer that what was received is noted': { strike: onControl(/^update run set file_sha256/, 'answered') },
  'with the answer that rejects are kept': {
    strike: onControl(/insert into reject /, 'answered', { upToNth: 3 }),
    hasRejects: true,
  },
  'in the data that is staged': { strike: whileStaging, size: LARGE },
  'with the answer that the records are written': { strike: onTarget(/^set constraints/, 'answered') },
  'before COMMIT': { strike: onTarget(/^commit/, 'sent') },
  'with the answer of COMMIT': { strike: onTarget(/^commit/, 'answered') },
  'with the answer that the run is closed': { strike: onControl(/^update run set status/, 'answered') },
};

describe('a connection that is lost', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => Lane.start(), 3);
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, { strike, ...kind }] of Object.entries(BREAKS)) {
    cases.declare(`${title} loses, doubles and invents no record`, 'at once', async (lane, seeds) => {
      const runs = await prepareImports(lane, seeds, kind);
      const { inTime, breakSessions } = await bringToPlace(runs, strike);
      assert.ok(inTime);
      breakSessions();
      await assertExactlyOnce(runs);
    });
  }
});

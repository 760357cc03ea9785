import assert from 'node:assert/strict';

import { bringToPlace } from './support/bring-to-place.js';
import { ExportCase, type ExportGiven } from './support/export-case.js';
import { HALTED_AT, KILLED_AT } from './support/export-places.js';
import { haltAt } from './support/halt-at.js';
import { InnerLane } from './support/inner-lane.js';
import { Lane } from './support/lane.js';
import { ParallelCases } from './support/parallel-cases.js';
import { onControl, type Strike } from './support/strikes.js';

const KINDS = ['folder', 'sftp', 'http'] as const;

describe('an export that is halted', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => InnerLane.start(), 1, 8);
  before(() => cases.begin());
  after(() => cases.end());

  for (const kind of KINDS) {
    for (const [where, place] of Object.entries(HALTED_AT[kind])) {
      cases.declare(`to ${kind}, ${where}, loses and doubles no record`, 'one in turn', (lane, [seed = 0]) =>
        haltExport(lane, { kind, seed, file: place.file }, place.strike),
      );
    }
    it(`to ${kind}, has been so at 30 places at least`, () => {
      assert.ok(Object.keys(HALTED_AT[kind]).length >= 30, `${Object.keys(HALTED_AT[kind]).length} places`);
    });
  }
});

describe('an export whose worker is killed', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => Lane.start(), 6);
  before(() => cases.begin());
  after(() => cases.end());

  for (const kind of KINDS) {
    for (const [where, place] of Object.entries(KILLED_AT[kind])) {
      cases.declare(`to ${kind}, ${where}, is finished by another one`, 'one in turn', (lane, [seed = 0]) =>
        killExport(lane, { kind, seed }, place.strike),
      );
    }
  }

  cases.declare(
    'to folder, where its file has its name and still its hidden one, is finished by another one',
    'one in turn',
    (lane, [seed = 0]) => {
      const noting = onControl(/^update run set publishing/, 'answered');
      const file = { kind: 'folder', onExisting: 'fail', seed } as const;
      return killExport(lane, file, noting, (given) => given.giveSecondName());
    },
  );

  for (const at of ['sent', 'answered'] as const) {
    cases.declare(
      `to folder, where its file may not have its name, as that is noted (${at}), stays pending`,
      'one in turn',
      (lane, [seed = 0]) => killRefusedExport(lane, seed, onControl(/^update run set sent_records/, at)),
    );
  }
});

async function haltExport(lane: InnerLane, what: ExportGiven, strike: Strike<ExportCase<InnerLane>>): Promise<void> {
  const given = await ExportCase.prepare(lane, what);
  try {
    await haltAt(given, strike, () => given.assertWhole());
    const { status, reason } = await given.assertNothingLost();
    if (status === 'Failed') assert.equal(reason, `Halted: site ${given.site} was stopped: stocktake`);
  } finally {
    await given.stop();
  }
}

/** Its file cannot be published, so that it is to be forgotten; the worker is killed meanwhile. */
async function killRefusedExport(lane: Lane, seed: number, strike: Strike<ExportCase>): Promise<void> {
  const given = await ExportCase.prepare(lane, { kind: 'folder', onExisting: 'fail', seed });
  try {
    await given.occupyName();
    const { inTime, breakSessions } = await bringToPlace<ExportCase>([given], strike, () => undefined);
    assert.ok(inTime, 'the run has ended without having come to the place');
    lane.strike('SIGKILL');
    // What it was about to say is never heard.
    breakSessions();
    await lane.startWorker();
    const { status, code, counts } = await given.ended();
    assert.deepEqual([status, code, counts.applied], ['Failed', 'file-exists', 0]);
    await given.vacateName();
    await given.assertNothingLost();
  } finally {
    await given.stop();
  }
}

/** @param meanwhile done before the other worker begins. */
async function killExport(
  lane: Lane,
  what: ExportGiven,
  strike: Strike<ExportCase>,
  meanwhile: (given: ExportCase<Lane>) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const given = await ExportCase.prepare(lane, what);
  try {
    const { inTime, release } = await bringToPlace<ExportCase>([given], strike, () => undefined);
    assert.ok(inTime, 'the run has ended without having come to the place');
    lane.strike('SIGKILL');
    await given.assertWhole();
    await meanwhile(given);
    await release();
    await lane.startWorker();
    const { status, reason } = await given.assertNothingLost();
    assert.equal(status, 'Completed', reason);
  } finally {
    await given.stop();
  }
}

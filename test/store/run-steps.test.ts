import assert from 'node:assert/strict';

import { endUnheardSteps, beginStep, endStep, listSteps } from '../../src/store/run-steps.js';
import type { Database } from '../../src/store/database.js';
import { insertRun } from '../../src/store/insert-run.js';
import { createControlDatabase, newRun } from '../support/control-database.js';

describe('a step whose end could not be written down', () => {
  let database: Database;
  before(async () => (database = await createControlDatabase()));
  after(() => database.end());

  it('ends when its run does, and says so; one that was heard stays as it is', async () => {
    const run = newRun();
    await insertRun(database, run);
    const heard = { run: run.id, step: 'receive', attempt: 1 } as const;
    await beginStep(database, heard);
    await endStep(database, heard, [{ at: '2026-11-21T08:00:00.000Z', text: 'Received' }]);
    await beginStep(database, { run: run.id, step: 'load', attempt: 1 });
    await endUnheardSteps(database, run.id);
    const steps = await listSteps(database, run.id);
    assert.deepEqual(
      steps.map(({ step, endedAt, lines }) => [step, endedAt !== null, lines.map(({ text }) => text)]),
      [
        ['receive', true, ['Received']],
        ['load', true, ['What it said last could not be written down']],
      ],
    );
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { StateFiles } from '../../src/store/state-files.js';

const TASK = { site: 'S', integration: 'things' };

describe('what a run has made on the way to its state', () => {
  let folder: string;
  let states: StateFiles;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-states-'));
    states = new StateFiles(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function keep(name: string): Promise<void> {
    const state = await states.create(TASK, name);
    await state.write(['key']);
    await state.keep();
  }

  it('is forgotten without what a later run has made meanwhile, or any state', async () => {
    await states.create(TASK, 'first.gone.2');
    for (const name of ['first', 'first.candidate.1', 'second', 'second.candidate.1']) await keep(name);
    await states.forgetDrafts(TASK, 'first');
    const left = [];
    for (const name of ['first', 'first.candidate.1', 'second', 'second.candidate.1']) {
      if (await states.has(TASK, name)) left.push(name);
    }
    assert.deepEqual(left, ['first', 'second', 'second.candidate.1']);
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { Worker } from '@temporalio/worker';

import { workflowBundle } from '../support/service.js';

describe('the workflow bundle of the build', () => {
  it('holds workflow code and pure rules only', async () => {
    const code = await readFile(workflowBundle.codePath, 'utf8');
    const rooms = new Set([...code.matchAll(/!\*\*\* \.\/dist\/(\w+)\//g)].map(([, room]) => room));
    assert.deepEqual(rooms, new Set(['model', 'workflows']));
    assert.doesNotMatch(code, /node_modules\/(zod|pg|csv-parse|yaml)\//);
  });

  it('can be loaded by a worker', async () => {
    // A replay of nothing loads it, and needs no server.
    const results = Worker.runReplayHistories({ workflowBundle }, []);
    for await (const result of results) assert.fail(`nothing was replayed, yet: ${result.workflowId}`);
  });
});

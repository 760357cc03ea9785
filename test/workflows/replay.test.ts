import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';

import { workflowBundle } from '../support/service.js';

const { History } = proto.temporal.api.history.v1;
const folder = join(import.meta.dirname, 'histories');

describe('the present workflows', () => {
  const recorded = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it('have recorded executions to replay', () => assert.ok(recorded.length >= 7, recorded.join(', ')));

  for (const name of recorded) {
    it(`replay ${name} as it was`, async () => {
      const recording = JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, unknown>;
      await Worker.runReplayHistory({ workflowBundle }, History.fromObject(recording));
    });
  }
});

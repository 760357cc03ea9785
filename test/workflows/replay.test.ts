import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Worker } from '@temporalio/worker';

import { workflowBundle } from '../support/service.js';

const folder = join(import.meta.dirname, 'histories');

describe('the present workflows', () => {
  const recorded = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it('have recorded executions to replay', () => assert.ok(recorded.length >= 7, recorded.join(', ')));

  for (const name of recorded) {
    it(`replay ${name} as it was`, async () => {
      await Worker.runReplayHistory({ workflowBundle }, JSON.parse(await readFile(join(folder, name), 'utf8')));
    });
  }
});

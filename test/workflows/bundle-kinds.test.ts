import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { WorkflowFunctionWithOptions } from '@temporalio/common';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';

import { BUNDLE_KINDS, workflowBundlePath } from '../../src/workflow-bundles.js';
import * as workflows from '../../src/workflows/versioned.js';

const { History } = proto.temporal.api.history.v1;
const histories = join(import.meta.dirname, 'histories');
const build = join(import.meta.dirname, '../../dist');

describe('the kinds of workflow bundles', function () {
  this.timeout(120_000);

  for (const kind of BUNDLE_KINDS) {
    const name = basename(workflowBundlePath(kind));
    it(`${name} replays every recorded execution`, async () => {
      const recorded = readdirSync(histories).filter((file) => file.endsWith('.json'));
      async function* replayed() {
        for (const file of recorded) {
          const recording = JSON.parse(await readFile(join(histories, file), 'utf8')) as Record<string, unknown>;
          yield { workflowId: file, history: History.fromObject(recording) };
        }
      }
      const results = Worker.runReplayHistories({ workflowBundle: { codePath: join(build, name) } }, replayed());
      let count = 0;
      for await (const { workflowId, error } of results) {
        assert.equal(error, undefined, workflowId);
        count++;
      }
      assert.equal(count, recorded.length);
    });
  }

  it('say of each workflow which version goes on with it: sites and settlements move, the others stay', () => {
    const moving = Object.entries(workflows).flatMap(([name, workflow]) => {
      const { workflowDefinitionOptions } = workflow as Partial<WorkflowFunctionWithOptions<unknown[], unknown>>;
      assert.ok(typeof workflowDefinitionOptions === 'object', name);
      return workflowDefinitionOptions.versioningBehavior === 'AUTO_UPGRADE' ? [name] : [];
    });
    assert.deepEqual(moving.sort(), ['settlement', 'site']);
  });
});

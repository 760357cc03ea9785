import { sleep } from '@temporalio/workflow';

import { describeFailure } from './describe-failure.js';

/** Nobody waits for such a step to fail: what goes wrong is told, and it is done again. */
export async function persist<Result>(step: () => Promise<Result>, tell: (problem: string) => void): Promise<Result> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      tell(`A run could not be closed yet: ${describeFailure(error).reason}`);
      await sleep('10s');
    }
  }
}

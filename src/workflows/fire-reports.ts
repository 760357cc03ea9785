import { getExternalWorkflowHandle } from '@temporalio/workflow';

import { runEndedSignal, type RunResult } from './messages.js';

/** Tells the workflows of fires how the runs they asked for have ended. */
export class FireReports {
  private underway = 0;

  /** One that was ended by hand is not told, and need not be; one that is not reached looks by itself after a while. */
  report(workflow: string, result: RunResult): void {
    this.underway += 1;
    void getExternalWorkflowHandle(workflow)
      .signal(runEndedSignal, result)
      .catch(() => undefined)
      .finally(() => (this.underway -= 1));
  }

  /** Whether nothing is on its way, which the end of an execution would cut off. */
  get areSent(): boolean {
    return this.underway === 0;
  }
}

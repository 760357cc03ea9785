import { CancellationScope, setHandler } from '@temporalio/workflow';

import { haltRunSignal } from './messages.js';

/** What can end a run from outside: its site (`haltRun`), or somebody who cancels it in the Web UI. */
export class Halt {
  /** What is to end when the run is halted. */
  readonly scope = new CancellationScope();
  private halted: string | undefined;

  constructor() {
    CancellationScope.current().cancelRequested.catch(() => (this.halted ??= 'Halted: the run was cancelled'));
    setHandler(haltRunSignal, ({ reason }) => {
      this.halted ??= reason;
      this.scope.cancel();
    });
  }

  /** `Halted: site LIVE was stopped: stocktake`; undefined while nobody halts the run. */
  get reason(): string | undefined {
    return this.halted;
  }
}

import { condition, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';

import { fireTurnSignal, runEndedSignal, type RunResult } from './messages.js';

/** How long a fire waits to be told before it looks by itself, in milliseconds; longer each time. */
const PATIENCE = { first: 300_000, longest: 3_600_000 };

/** What the workflow of a fire is told: that it may have its turn, how the run it asked for has ended. */
export class FireMessages {
  private ended: RunResult | undefined;
  private mayHaveTurn = false;

  constructor() {
    setHandler(runEndedSignal, (result) => {
      this.ended ??= result;
    });
    setHandler(fireTurnSignal, () => {
      this.mayHaveTurn = true;
    });
  }

  /** Looks with `look` whenever another fire has ended, until that gives something. */
  async awaitTurn<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
    for (const patience of patiences()) {
      const found = await look();
      if (found !== undefined) return found;
      await condition(() => this.mayHaveTurn, patience);
      this.mayHaveTurn = false;
    }
    throw new Error('Patience has no end');
  }

  /** How the run has ended: as it is told; or as `look` says, where whoever would tell was ended by hand. */
  async awaitEnd(look: () => Promise<RunResult | undefined>): Promise<RunResult> {
    for (const patience of patiences()) {
      await condition(() => this.ended !== undefined, patience);
      this.ended ??= await look();
      if (this.ended !== undefined) return this.ended;
    }
    throw new Error('Patience has no end');
  }
}

function* patiences(): Generator<number> {
  for (let patience = PATIENCE.first; ; patience = Math.min(2 * patience, PATIENCE.longest)) yield patience;
}

/** Each looks by itself whether it has its turn; one that was ended by hand is not told, and need not be. */
export async function passTurnOn(waiting: readonly string[]): Promise<void> {
  for (const workflow of waiting) {
    await getExternalWorkflowHandle(workflow)
      .signal(fireTurnSignal)
      .catch(() => undefined);
  }
}

import { CancellationScope, condition, proxyLocalActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import type { AnyRunRequest } from '../model/run-request.js';
import { shortStep } from './activity-options.js';
import type { SiteRuns } from './site-runs.js';
import type { SiteState } from './site-state.js';

const { nextHeldRequest } = proxyLocalActivities<Activities>(shortStep);

/** How far a site is with running what it held: for whom, and the run it has begun last. */
export interface Commencing {
  by: string;
  begun?: string;
}

/**
 * Runs what a site held while it was not Running: one after the other, in the order it was asked for. Each stays held
 * until its run has its workflow, so that none is lost and, as the run has the id of the request, none runs twice.
 */
export class HeldRuns {
  private commencing: Commencing | undefined;
  private isLooking = false;

  constructor(
    private readonly site: SiteState,
    private readonly runs: SiteRuns,
  ) {}

  commence(commencing: Commencing): void {
    this.commencing = commencing;
    void CancellationScope.nonCancellable(() => this.conduct(commencing));
  }

  goOn(commencing: Commencing | undefined): void {
    if (commencing !== undefined) this.commence(commencing);
  }

  /** What is left to the next execution; undefined when there is nothing to run, or no more. */
  get underway(): Commencing | undefined {
    return this.commencing;
  }

  /** Whether the end of an execution would cut nothing in two. */
  get mayPause(): boolean {
    return !this.isLooking;
  }

  /** A stop ends it with the run it has begun: what comes after that stays held. */
  private async conduct(commencing: Commencing): Promise<void> {
    for (;;) {
      await condition(() => commencing.begun === undefined || !this.runs.has(commencing.begun));
      const next = await this.look(commencing);
      if (next === undefined || !this.site.is('Running')) break;
      commencing.begun = next.run;
      this.runs.start(next);
    }
    this.commencing = undefined;
  }

  private async look({ by, begun }: Commencing): Promise<AnyRunRequest | undefined> {
    this.isLooking = true;
    await this.site.notes.written();
    const next = await nextHeldRequest(this.site.name, by, begun);
    this.isLooking = false;
    return next;
  }
}

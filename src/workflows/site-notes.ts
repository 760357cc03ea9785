import { CancellationScope, condition, proxyLocalActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import type { HeldRequest } from '../model/held-request.js';
import type { SiteAudit } from '../model/site-audit.js';
import type { IntegratorState } from '../model/site.js';
import { shortStep } from './activity-options.js';

const { noteSite } = proxyLocalActivities<Activities>(shortStep);

/** What a site has to write into the store at once. */
type SiteNote = Parameters<Activities['noteSite']>[1];

/**
 * What a site writes into the store: in its order, one step at a time. What comes while a step is under way goes
 * together with the next one, so that many requests cost few events.
 */
export class SiteNotes {
  private next: SiteNote | undefined;
  private isWriting = false;

  constructor(private readonly site: string) {}

  state(integrator: IntegratorState): void {
    this.add({ integrator });
  }

  audit(audit: SiteAudit): void {
    this.add({ audits: [audit] });
  }

  hold(held: HeldRequest): void {
    this.add({ held: [held] });
  }

  get areWritten(): boolean {
    return !this.isWriting;
  }

  async written(): Promise<void> {
    await condition(() => this.areWritten);
  }

  private add({ audits = [], held = [], ...rest }: Partial<SiteNote>): void {
    const { next = { audits: [], held: [] } } = this;
    this.next = { ...next, ...rest, audits: [...next.audits, ...audits], held: [...next.held, ...held] };
    if (!this.isWriting) void CancellationScope.nonCancellable(() => this.write());
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    // What else the same message has to say is written with it.
    await Promise.resolve();
    for (let note = this.next; note !== undefined; note = this.next) {
      this.next = undefined;
      await noteSite(this.site, note);
    }
    this.isWriting = false;
  }
}

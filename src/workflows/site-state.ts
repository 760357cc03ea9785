import { condition, log, setCurrentDetails, upsertSearchAttributes, uuid4 } from '@temporalio/workflow';

import type { SiteAction, SiteAudit } from '../model/site-audit.js';
import type { IntegratorState } from '../model/site.js';
import type { IntegratorCarry } from './integrator-carry.js';
import { IntegratorStatus } from './search-attributes.js';
import { SiteJournal } from './site-journal.js';
import { SiteNotes } from './site-notes.js';

/** How a site is, and where it says so: in its log, in the store, in the Web UI. */
export class SiteState {
  timeZone: string;
  /** Why it was stopped. */
  reason: string | undefined;
  readonly journal: SiteJournal;
  readonly notes: SiteNotes;
  private state: IntegratorState;

  constructor(
    readonly name: string,
    { integrator, timeZone, reason, log }: IntegratorCarry,
  ) {
    this.state = integrator;
    this.timeZone = timeZone;
    this.reason = reason;
    this.journal = new SiteJournal(log);
    this.notes = new SiteNotes(name);
    this.show();
  }

  get integrator(): IntegratorState {
    return this.state;
  }

  /** As it is now: of `integrator`, TypeScript believes that it stays the same across an await. */
  is(state: IntegratorState): boolean {
    return this.state === state;
  }

  enter(state: IntegratorState): void {
    this.state = state;
    log.info(`Site is ${state}`, { integrator: state, reason: this.reason });
    upsertSearchAttributes([{ key: IntegratorStatus, value: state }]);
    this.show();
  }

  /** Of several that wait for a start to end, the first to go on may begin another: each looks again. */
  async startEnds(): Promise<void> {
    await condition(() => !this.is('Starting'));
  }

  /** Writes something that was done to the site into its log and its audit. */
  note(line: string, done: Omit<SiteAudit, 'id' | 'at'>): void {
    this.journal.write('site', line);
    this.notes.audit(audit(done));
  }

  private show(): void {
    setCurrentDetails(`**${this.state}**${this.reason === undefined ? '' : `: ${this.reason}`}`);
  }
}

/** What is done now, for the audit. */
export function audit(done: Omit<SiteAudit, 'id' | 'at'> & { action: SiteAction }): SiteAudit {
  return { id: uuid4(), at: Date.now(), ...done };
}

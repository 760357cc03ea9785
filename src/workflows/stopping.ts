import { CancellationScope, condition } from '@temporalio/workflow';

import { readDueTime } from '../model/due-time.js';
import { Alarm } from './alarm.js';
import { formatTime } from './format-time.js';
import type { HeldRuns } from './held-runs.js';
import type { Deadline } from './integrator-carry.js';
import type { Confirmation, StopRequest } from './messages.js';
import { notRun } from './not-run.js';
import type { SiteRuns } from './site-runs.js';
import type { SiteState } from './site-state.js';

/** Stop Site: running runs are halted, or finish first, in the end until a deadline (seed: Stop and Start). */
export class Stopping {
  private readonly alarm = new Alarm<Deadline>('Deadline of the drain', (deadline) => this.strike(deadline));
  private isHalting = false;

  constructor(
    private readonly site: SiteState,
    private readonly runs: SiteRuns,
    private readonly heldRuns: HeldRuns,
  ) {}

  /** When the drain turns into a halt, where it does. */
  get deadline(): Deadline | undefined {
    return this.alarm.setting;
  }

  /** A halt is over soon; a drain may take long, and goes on in the next execution. */
  get mayPause(): boolean {
    return !this.isHalting;
  }

  goOn(deadline: Deadline | undefined): void {
    if (!this.site.is('Stopping')) return;
    if (deadline !== undefined) this.alarm.set(deadline);
    void CancellationScope.nonCancellable(() => this.conclude());
  }

  /**
   * Begins to stop, or changes how: who cannot wait for a drain any longer halts what is left, or sets a deadline; the
   * last one that was set counts. `isLeaving` tells whether this execution is to end.
   */
  async stop(request: StopRequest, isLeaving: () => boolean): Promise<Confirmation> {
    const { site } = this;
    const already = { message: `Site ${site.name} is stopped already` };
    // Runs that were taken over from a workflow ended by hand may be open also while the site is Stopped.
    if (site.is('Stopped') && this.runs.open.length === 0) return already;
    const begins = !site.is('Stopping');
    if (begins) this.begin(request);
    this.follow(request, begins);
    await condition(() => !site.is('Stopping') || (isLeaving() && this.mayPause));
    if (site.is('Stopping')) return { message: `Site ${site.name} is stopping`, isStopping: true };
    return begins ? { message: `Site ${site.name} stopped successfully!` } : already;
  }

  private begin({ reason }: StopRequest): void {
    this.site.reason = reason;
    this.site.enter('Stopping');
    this.site.notes.state('Stopping');
    this.runs.beginDeferred();
    this.runs.refuseWaiting((request) => notRun(this.site, request));
    void CancellationScope.nonCancellable(() => this.conclude());
  }

  private follow({ by, reason, mode = 'halt', deadline: due }: StopRequest, begins: boolean): void {
    const at = due === undefined ? undefined : readDueTime(due, Date.now());
    const changes = !this.isHalting && (mode === 'halt' || at !== undefined);
    if (!begins && !changes) return;
    const until = at === undefined ? '' : `, its runs may finish until ${formatTime(at)}`;
    const details = { mode, ...(at === undefined ? {} : { deadline: formatTime(at) }) };
    const line = `Stopping site ${this.site.name}, requested by ${by}: ${reason}${until}`;
    this.site.note(line, { action: 'stop', by, reason, details });
    if (mode === 'halt') void this.halt(reason);
    else if (at !== undefined) this.alarm.set({ at, by, reason });
  }

  private async strike({ at, by, reason }: Deadline): Promise<void> {
    const deadline = formatTime(at);
    const line = `Site ${this.site.name}: the deadline of its drain, ${deadline}, has passed; its runs are halted`;
    this.site.note(line, { action: 'deadline', by, reason, details: { mode: 'halt', deadline } });
    await this.halt(`${reason}; the deadline of the drain, ${deadline}, has passed`);
  }

  private async halt(reason: string): Promise<void> {
    this.isHalting = true;
    this.alarm.clear();
    await this.runs.haltAll(`Halted: site ${this.site.name} was stopped: ${reason}`);
  }

  /** Comes to the end of the stop, in whichever execution that is. */
  private async conclude(): Promise<void> {
    const { site } = this;
    await condition(() => this.runs.open.length === 0 && this.heldRuns.underway === undefined);
    site.notes.state('Stopped');
    await site.notes.written();
    this.alarm.clear();
    this.isHalting = false;
    site.enter('Stopped');
    site.journal.write('site', `Site ${site.name} stopped successfully!`);
  }
}

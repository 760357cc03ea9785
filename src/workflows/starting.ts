import { TemporalFailure } from '@temporalio/common';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.js';
import { readTime } from '../model/due-time.js';
import { isRetryable } from '../model/errors.js';
import { checkStep, shortStep } from './activity-options.js';
import { Alarm } from './alarm.js';
import { describeFailure } from './describe-failure.js';
import { formatTime } from './format-time.js';
import type { HeldRuns } from './held-runs.js';
import type { PlannedStart } from './integrator-carry.js';
import type { Confirmation, StartRequest } from './messages.js';
import { refusal } from './refusal.js';
import { audit, type SiteState } from './site-state.js';

const { checkConnections } = proxyActivities<Activities>(checkStep);
const { openSite } = proxyLocalActivities<Activities>(shortStep);

/** How long after a planned start that failed it is tried again, in milliseconds. */
const AGAIN_AFTER = 60_000;

/** Start Site: at once, or at a time that is planned (seed: Stop and Start). */
export class Starting {
  private readonly planned = new Alarm<PlannedStart>('Planned start', (plan) => this.startAsPlanned(plan));

  constructor(
    private readonly site: SiteState,
    private readonly heldRuns: HeldRuns,
    /** Makes all tasks blank. */
    private readonly blankTasks: () => void,
  ) {}

  /** What is left to the next execution. */
  get plan(): PlannedStart | undefined {
    return this.planned.setting;
  }

  goOn(plan: PlannedStart | undefined): void {
    if (plan !== undefined) this.planned.set(plan);
  }

  async start({ by, held = 'discard', at }: StartRequest): Promise<Confirmation> {
    const { site } = this;
    while (site.is('Starting')) await site.startEnds();
    if (site.is('Stopping')) {
      throw refusal('site-stopping', `Site ${site.name} is stopping; start it when it has stopped.`);
    }
    if (at !== undefined) return this.planFor({ at: readTime(at, Date.now()) ?? Date.now(), by, held });
    if (site.is('Running')) return { message: `Site ${site.name} is started already` };
    this.cancel(by, 'the site was started by hand');
    return this.startNow({ by, held }, `requested by ${by}`);
  }

  /** Takes back what was planned; answers whether something was. */
  cancel(by: string, reason: string): boolean {
    const { plan } = this;
    if (plan === undefined) return false;
    this.planned.clear();
    const startAt = formatTime(plan.at);
    const line = `The start planned for ${startAt} was cancelled by ${by}: ${reason}`;
    this.site.note(line, { action: 'cancel-plan', by, reason, details: { startAt } });
    return true;
  }

  private planFor(plan: PlannedStart): Confirmation {
    const { site } = this;
    if (!site.is('Stopped')) {
      throw refusal('site-not-stopped', `Site ${site.name} is running; only the start of a stopped site is planned.`);
    }
    this.cancel(plan.by, 'another start was planned');
    this.planned.set(plan);
    const startAt = formatTime(plan.at);
    const message = `Site ${site.name} will start at ${startAt}`;
    const details = { startAt, held: plan.held };
    site.note(`${message}, planned by ${plan.by}`, { action: 'plan-start', by: plan.by, details });
    return { message, startAt };
  }

  private async startNow({ by, held }: Omit<PlannedStart, 'at'>, how: string): Promise<Confirmation> {
    const { site } = this;
    site.enter('Starting');
    site.journal.write('site', `Starting site ${site.name}, ${how}`);
    try {
      await this.establish();
      await site.notes.written();
      const discarded = await openSite(site.name, audit({ action: 'start', by, details: { held } }));
      if (discarded > 0) site.journal.write('site', `Requests held while it was not Running: ${discarded} discarded`);
    } catch (error) {
      const { reason } = describeFailure(error);
      const line = `Site ${site.name} could not be started: ${reason}`;
      site.note(line, { action: 'start-failed', by, reason, details: { held } });
      site.enter('Stopped');
      throw error;
    }
    this.blankTasks();
    site.reason = undefined;
    site.enter('Running');
    if (held === 'run') this.heldRuns.commence({ by });
    const message = `Site ${site.name} started successfully!`;
    site.journal.write('site', message);
    return { message };
  }

  /** Reaches each connection; one that cannot be reached keeps no site from starting. */
  private async establish(): Promise<void> {
    const { site } = this;
    const { timeZone, connections } = await checkConnections(site.name);
    site.timeZone = timeZone;
    for (const { line } of connections) site.journal.write('site', line);
  }

  /** Nobody is there to ask again when something was away for a while: it is tried again. */
  private async startAsPlanned(plan: PlannedStart): Promise<void> {
    try {
      await this.startNow(plan, `planned by ${plan.by}`);
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error;
      const mayMend = isRetryable(describeFailure(error).code);
      if (mayMend && this.plan === undefined) this.planned.set({ ...plan, at: Date.now() + AGAIN_AFTER });
    }
  }
}

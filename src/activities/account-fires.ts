import type { Dependencies } from './dependencies.js';
import { draftFire, withoutFiles } from './draft-fire.js';
import { each } from './each.js';
import { fireKey, type DueFire } from './fire.js';
import { holidayRefusal, missedRefusal } from './fire-refusals.js';
import { withHeartbeat } from './heartbeat.js';
import { refuseRun } from './refuse-run.js';
import { workflowStatus } from './workflow-status.js';
import { mayBeLate } from '../model/lateness.js';
import { scheduleFires } from '../model/schedule-fires.js';
import { templateOf } from '../model/schedule-template.js';
import type { Schedule } from '../model/schedule.js';
import { endFire, listFireTimes, listStaleFires, noteAccounted } from '../store/fires.js';
import type { Refusal } from '../store/insert-run.js';
import { forgetEra, listEras, type ScheduleEra } from '../store/schedule-eras.js';
import { listSchedules, type StoredSchedule } from '../store/schedules.js';
import { listSites, type StoredSite } from '../store/sites.js';

/** How long a fire that could still run may take to do so, in milliseconds, before it counts as missed. */
const GRACE = 60_000;
/** How long a fire may be open without a run, in milliseconds, before its workflow is looked after. */
const STALE_AFTER = 5 * 60_000;

/**
 * Sees to it that every fire leaves a row: those that nobody was there for are Not Run, and those whose workflow was ended
 * by hand are open no more.
 *
 * @returns the workflows of fires that may have their turn now.
 */
export const accountFires =
  (dependencies: Dependencies) =>
  async (site?: string): Promise<string[]> =>
    withHeartbeat('Fires', async () => {
      const { database } = dependencies;
      const sites = new Map((await listSites(database)).map((one) => [one.site, one]));
      const schedules = await listSchedules(database, site);
      const eras = await listEras(database, site);
      await each(schedules, async (stored) => {
        for (const era of eras.filter(({ schedule }) => schedule === stored.id))
          await accountForEra(dependencies, stored, era);
        const owner = sites.get(stored.site);
        if (stored.enabled && owner !== undefined) await accountForPresent(dependencies, stored, owner);
      });
      return endStale(dependencies, site, schedules);
    });

/** What it said before it was changed: once nothing of that time could run any more. */
async function accountForEra(dependencies: Dependencies, stored: StoredSchedule, era: ScheduleEra): Promise<void> {
  if (missedBefore(era.definition) < era.until.getTime()) return;
  await accountFor(dependencies, { ...stored, definition: era.definition }, era.site, era.from, era.until);
  await forgetEra(dependencies.database, era);
}

async function accountForPresent(dependencies: Dependencies, stored: StoredSchedule, site: StoredSite): Promise<void> {
  const until = new Date(missedBefore(stored.definition));
  if (until <= stored.accountedUntil) return;
  await accountFor(dependencies, stored, site, stored.accountedUntil, until);
  await noteAccounted(dependencies.database, stored, until);
}

/** What was due before then and has no row will not run any more; in milliseconds since 1970. */
function missedBefore(definition: Schedule): number {
  return Date.now() - mayBeLate(definition) - GRACE;
}

async function accountFor(
  dependencies: Dependencies,
  stored: StoredSchedule,
  site: ScheduleEra['site'],
  from: Date,
  until: Date,
): Promise<void> {
  const { definition } = stored;
  const { fires, isHoliday } = scheduleFires(definition, site);
  const known = await listFireTimes(dependencies.database, stored.id, from, until);
  for (const at of fires(from.getTime(), until.getTime())) {
    if (known.has(at)) continue;
    const refusal = isHoliday(at)
      ? holidayRefusal(definition.holidays?.calendar)
      : missedRefusal(definition.catchUpMinutes);
    await refuse(dependencies, stored, new Date(at), refusal);
  }
}

async function endStale(
  dependencies: Dependencies,
  site: string | undefined,
  schedules: readonly StoredSchedule[],
): Promise<string[]> {
  const waiting = new Set<string>();
  const stale = await listStaleFires(dependencies.database, site, new Date(Date.now() - STALE_AFTER));
  for (const { schedule, intendedAt, workflow } of stale) {
    const stored = schedules.find(({ id }) => id === schedule);
    if (stored === undefined || (workflow !== null && (await workflowStatus(workflow)) === 'RUNNING')) continue;
    const reason = 'The workflow of the fire was ended by hand in Temporal.';
    for (const next of await refuse(dependencies, stored, intendedAt, { code: 'halted', reason })) waiting.add(next);
  }
  return [...waiting];
}

/** A fire that has a run keeps it as it is. */
async function refuse(
  dependencies: Dependencies,
  stored: StoredSchedule,
  intendedAt: Date,
  refusal: Refusal,
): Promise<string[]> {
  const { database } = dependencies;
  const { id, site, name, definition } = stored;
  const template = templateOf(definition);
  const fire: DueFire = { id, site, schedule: name, template, intendedAt: intendedAt.toISOString(), workflow: '' };
  const request = await draftFire(database, stored, fire).catch(() => draftFire(database, withoutFiles(stored), fire));
  await refuseRun(dependencies)(request, refusal);
  return endFire(database, fireKey(fire));
}

import { activityInfo, Context } from '@temporalio/activity';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleClient,
  type ScheduleOptions,
} from '@temporalio/client';

import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { withHeartbeat } from './heartbeat.js';
import { temporalSchedule, type WantedSchedule } from './temporal-schedule.js';
import { temporalScheduleId } from '../model/workflow-ids.js';
import { findSchedule, listSchedules } from '../store/schedules.js';
import { findSite, listSites } from '../store/sites.js';

/** How a Schedule of Temporal is. */
interface Present {
  note: string | undefined;
  paused: boolean;
}

/**
 * Makes Temporal's Schedules as the store has them: the rows are the truth (DESIGN §5). Those of all sites, of one, or a
 * single one, which is looked at by itself: the list is a moment behind.
 */
export const settleSchedules =
  (dependencies: Dependencies) =>
  async (site?: string, schedule?: string): Promise<void> => {
    if (site !== undefined && schedule !== undefined) await settleOne(dependencies, site, schedule);
    else await withHeartbeat('Schedules', () => settleAll(dependencies, site));
  };

async function settleOne({ database }: Dependencies, siteName: string, schedule: string): Promise<void> {
  const client = Context.current().client.schedule;
  const [stored, site] = [await findSchedule(database, siteName, schedule), await findSite(database, siteName)];
  const wanted = stored && site && temporalSchedule(stored, site, activityInfo().taskQueue, Date.now());
  const id = temporalScheduleId(siteName, schedule);
  await settle(client, id, wanted, await describe(client, id));
}

/** Those that are not as they should be; each by itself, as its row may have changed meanwhile. */
async function settleAll(dependencies: Dependencies, site: string | undefined): Promise<void> {
  const { database } = dependencies;
  const client = Context.current().client.schedule;
  const present = await listPresent(client, site);
  const sites = new Map((await listSites(database)).map((one) => [one.site, one]));
  const schedules = await listSchedules(database, site);
  const known = new Set(schedules.map((one) => temporalScheduleId(one.site, one.name)));
  await each(schedules, async (stored) => {
    const owner = sites.get(stored.site);
    const wanted = owner && temporalSchedule(stored, owner, activityInfo().taskQueue, Date.now());
    const found = present.get(temporalScheduleId(stored.site, stored.name));
    if (!isAsWanted(wanted, found)) await settleOne(dependencies, stored.site, stored.name);
  });
  const gone = [...present.keys()].filter((id) => !known.has(id));
  await each(gone, (id) => client.getHandle(id).delete().catch(unlessGone));
}

function isAsWanted(wanted: WantedSchedule | undefined, present: Present | undefined): boolean {
  return wanted?.note === present?.note && wanted?.paused === present?.paused;
}

/** Makes one Schedule as it is wanted, or away with it; does nothing where it is so. */
async function settle(
  client: ScheduleClient,
  id: string,
  wanted: WantedSchedule | undefined,
  present: Present | undefined,
): Promise<void> {
  if (wanted === undefined) {
    if (present !== undefined) await client.getHandle(id).delete().catch(unlessGone);
    return;
  }
  if (isAsWanted(wanted, present)) return;
  const options = wanted.options();
  if (present === undefined && (await create(client, options))) return;
  const { scheduleId, memo, state = {}, ...rest } = options;
  await client.getHandle(id).update(() => ({ ...rest, state }));
}

/** Answers whether it was made; false where there is one. */
async function create(client: ScheduleClient, options: ScheduleOptions): Promise<boolean> {
  try {
    await client.create(options);
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}

async function describe(client: ScheduleClient, id: string): Promise<Present | undefined> {
  const described = await client.getHandle(id).describe().catch(unlessGone);
  return described && { note: described.state.note, paused: described.state.paused };
}

/** Ours, by their ids: several Integrators may share a namespace, each with a task queue of its own. */
async function listPresent(client: ScheduleClient, site: string | undefined): Promise<Map<string, Present>> {
  const { taskQueue } = activityInfo();
  const present = new Map<string, Present>();
  const query = site === undefined ? 'IntegratorSite IS NOT NULL' : `IntegratorSite = '${site}'`;
  for await (const { scheduleId, memo, state } of client.list({ query })) {
    if (memo?.integratorTaskQueue !== taskQueue) continue;
    present.set(scheduleId, { note: state.note, paused: state.paused });
  }
  return present;
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}

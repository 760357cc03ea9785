import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { scheduleFires } from '../model/schedule-fires.js';
import { listBegunFires, listListenedSchedules, type ListenedSchedule } from '../store/listened-schedules.js';
import { raiseNotification } from '../store/notifications.js';
import type { Database } from '../store/database.js';

/** How late a run may begin before it is told, in milliseconds. */
const LATE_AFTER = 5 * 60_000;
/** How far back it is looked, behind the jitter: what was due before has its row meanwhile, or will have one. */
const LOOK_BACK = 60 * 60_000;

/** Writes down, for those who listen, each fire whose run has not begun minutes after it was due; each once. */
export async function notifyLateRuns({ database }: Pick<Dependencies, 'database'>, now: number): Promise<void> {
  await each(await listListenedSchedules(database), (schedule) => notifyOf(database, schedule, now));
}

async function notifyOf(database: Database, schedule: ListenedSchedule, now: number): Promise<void> {
  const { id, site, name, definition, clock, changedAt } = schedule;
  const jitter = definition.jitterSeconds * 1000;
  // What it said before it was changed is nobody's business any more.
  const from = Math.max(now - jitter - LOOK_BACK, changedAt.getTime());
  const until = now - jitter - LATE_AFTER;
  const { fires, isHoliday } = scheduleFires(definition, clock);
  const due = [...fires(from, until)].filter((at) => !isHoliday(at));
  if (due.length === 0) return;
  const begun = await listBegunFires(database, id, new Date(from));
  const integration = definition.integration ?? definition.integrationSet ?? '';
  await each(
    due.filter((at) => !begun.has(at)),
    async (at) => {
      const dueAt = new Date(at).toISOString();
      const details = { schedule: name, integration, dueAt };
      await raiseNotification(database, { site, integration, event: 'run-late', subject: `${id}/${dueAt}`, details });
    },
  );
}

import type { Dependencies } from './dependencies.js';
import { draftFire, requestOf, withoutFiles } from './draft-fire.js';
import { fireKey, type DueFire } from './fire.js';
import { deletedRefusal, holidayRefusal, missedRefusal } from './fire-refusals.js';
import { refuseRun } from './refuse-run.js';
import { IntegratorError } from '../model/errors.js';
import { mayBeLate } from '../model/lateness.js';
import type { AnyRunRequest } from '../model/run-request.js';
import { scheduleFires } from '../model/schedule-fires.js';
import type { Database } from '../store/database.js';
import { endFire, findFireState, takeFireTurn } from '../store/fires.js';
import type { Refusal } from '../store/insert-run.js';
import { nameRuns } from '../store/runs.js';
import { findSchedule, type StoredSchedule } from '../store/schedules.js';
import { findSite } from '../store/sites.js';

/** What the workflow of a fire is to do. */
export type OpenedFire =
  | { turn: 'run'; request: AnyRunRequest }
  /** Until those runs have ended; they are to be halted, where the schedule says so. */
  | { turn: 'wait'; halts: string[] }
  /** Nothing: it has its row. */
  | { turn: 'over'; status: string; waiting: string[] };

/**
 * Lets a fire take its turn, or writes down why it does not run: every fire leaves a row. Asked again, it looks again.
 */
export const openFire =
  (dependencies: Dependencies) =>
  async (fire: DueFire): Promise<OpenedFire> => {
    const { database } = dependencies;
    const schedule = await findSchedule(database, fire.site, fire.schedule);
    if (schedule?.id !== fire.id)
      return await refuse(dependencies, requestOf(fire), fire, deletedRefusal(fire.schedule));
    try {
      const request = await draftFire(database, schedule, fire);
      const refusal = await refusalBefore(database, schedule, fire);
      if (refusal !== undefined) return await refuse(dependencies, request, fire, refusal);
      return await takeTurn(dependencies, schedule, request, fire);
    } catch (error) {
      if (!(error instanceof IntegratorError)) throw error;
      const request = await draftFire(database, withoutFiles(schedule), fire);
      return await refuse(dependencies, request, fire, { code: error.code, reason: error.message });
    }
  };

async function takeTurn(
  dependencies: Dependencies,
  { definition: { overlap } }: StoredSchedule,
  request: AnyRunRequest,
  fire: DueFire,
): Promise<OpenedFire> {
  const { database } = dependencies;
  const { turn, others } = await takeFireTurn(database, fireKey(fire), { overlap, workflow: fire.workflow });
  if (turn === 'run') return { turn, request };
  if (turn === 'over') return { turn, status: 'It has ended', waiting: [] };
  if (turn === 'wait') {
    const running = others.filter(({ state }) => state === 'running');
    return { turn, halts: overlap === 'cancel' ? running.map(({ run }) => run) : [] };
  }
  const names = await nameRuns(
    database,
    others.map(({ run }) => run),
  );
  const previous = others.map(({ run }) => names.get(run) ?? run).join(', ');
  const reason = `Another run of the schedule is not through: ${previous}. What becomes of a fire meanwhile is its overlap: ${overlap}.`;
  return refuse(dependencies, request, fire, { code: 'previous-in-progress', reason });
}

async function refuse(
  dependencies: Dependencies,
  request: AnyRunRequest,
  fire: DueFire,
  refusal: Refusal,
): Promise<OpenedFire> {
  await refuseRun(dependencies)(request, refusal);
  const waiting = await endFire(dependencies.database, fireKey(fire));
  return { turn: 'over', status: `Not Run: ${refusal.reason}`, waiting };
}

/** Why a fire does not run whatever else is going on; one that has had its turn does. */
async function refusalBefore(
  database: Database,
  { name, enabled, note, definition }: StoredSchedule,
  fire: DueFire,
): Promise<Refusal | undefined> {
  const { site, intendedAt } = fire;
  const state = await findFireState(database, fireKey(fire));
  if (state === 'running' || state === 'ended') return undefined;
  if (!enabled) return { code: 'schedule-disabled', reason: `The schedule ${name} is disabled: ${note}.` };
  // One that waits is not late.
  if (state === 'waiting') return undefined;
  const stored = await findSite(database, site);
  const at = Date.parse(intendedAt);
  if (stored !== undefined && scheduleFires(definition, stored).isHoliday(at)) {
    return holidayRefusal(definition.holidays?.calendar);
  }
  return Date.now() - at > mayBeLate(definition) ? missedRefusal(definition.catchUpMinutes) : undefined;
}

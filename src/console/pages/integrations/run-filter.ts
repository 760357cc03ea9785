import type { Api } from '../../api.js';
import { DAY, dateOf, midnight } from '../../../model/recurrence/local-time.js';
import { beginOf } from '../../parts/zone-time.js';

/** What of a site's runs is listed, as the address says it. */
export interface RunFilter {
  /** A status of a run, or of a schedule; undefined: all. */
  status: string | undefined;
  integration: string | undefined;
  integrationSet: string | undefined;
  /** Text in the Run Name. */
  q: string | undefined;
  /** Days such as 2026-11-22, in the site's time zone; the last one is included. */
  from: string | undefined;
  to: string | undefined;
}

export const RUN_STATUSES = ['In-Progress', 'Completed', 'Completed with Errors', 'Failed', 'Not Run'] as const;
export const SCHEDULE_STATUSES = ['Scheduled', 'Scheduled but Deleted'] as const;
type RunStatus = Api['Run']['status'];

const NAMES = ['status', 'integration', 'integrationSet', 'q', 'from', 'to'] as const;

export function readFilter(query: Readonly<Record<string, string>>): RunFilter {
  return Object.fromEntries(NAMES.map((name) => [name, query[name]])) as Record<
    (typeof NAMES)[number],
    string | undefined
  >;
}

/** The changes of the address that take every filter out. */
export const NO_FILTER: Readonly<Record<string, undefined>> = Object.fromEntries(
  NAMES.map((name) => [name, undefined]),
);

export function isFiltered(filter: RunFilter): boolean {
  return NAMES.some((name) => filter[name] !== undefined);
}

/** Whether runs are listed, and not only schedules. */
export function listsRuns({ status }: RunFilter): boolean {
  return !SCHEDULE_STATUSES.some((one) => one === status);
}

/** What the API is asked for. */
export function askedRuns({ status, from, to, ...rest }: RunFilter, timeZone: string) {
  const known = RUN_STATUSES.find((one): one is RunStatus => one === status);
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(known !== undefined && { status: known }),
    ...(from !== undefined && { from: instantOf(from, timeZone) }),
    ...(to !== undefined && { to: instantOf(dateOf(midnight(to) + DAY), timeZone) }),
  };
}

function instantOf(date: string, timeZone: string): string {
  return new Date(beginOf(date, timeZone)).toISOString();
}

import type { ScheduleDetail, ScheduleInList, SchedulePreview } from '../answers.js';
import { colors } from './colors.js';
import { formatFacts } from './facts.js';
import { formatTable } from './table.js';
import { zonedTime } from './time.js';

/** How many fires of a draft are printed. */
const FIRES = 10;

export function formatSchedules(schedules: readonly ScheduleInList[], width: number | undefined): string[] {
  if (schedules.length === 0) return ['There are no schedules. integrator schedule apply makes one.'];
  const columns = [
    { title: 'Schedule' },
    { title: 'Runs' },
    { title: 'Status' },
    { title: 'Next fire' },
    { title: 'When' },
  ];
  const rows = schedules.map((one) => [
    one.name,
    one.integrationSet ?? one.integration ?? '',
    statusOf(one),
    zonedTime(one.nextFire),
    one.words,
  ]);
  return formatTable(columns, rows, width);
}

export function formatSchedule(schedule: ScheduleDetail): string[] {
  return [
    ...formatFacts([
      ['Schedule', colors.bold(schedule.name)],
      ['Runs', schedule.integrationSet ?? schedule.integration],
      ['Status', statusOf(schedule)],
      ['When', schedule.words],
      ['Rule', schedule.rule],
      ['Changed', schedule.note],
    ]),
    ...formatFires(schedule.enabled ? 'Next fires' : 'Next fires, once it is enabled', schedule.nextFires),
    ...formatSurprises(schedule.surprises),
  ];
}

export function formatPreview({ words, fires, surprises, issues }: SchedulePreview): string[] {
  const next = fires.slice(0, FIRES).map(({ local }) => local);
  const refusals = issues.map(({ path, message }) => colors.red(`It would be refused: ${path}: ${message}`));
  return [words, ...formatFires('Next fires', next), ...formatSurprises(surprises), ...refusals];
}

function statusOf({ status, enabled }: Pick<ScheduleInList, 'status' | 'enabled'>): string {
  return enabled ? status : `${status}, disabled`;
}

function formatFires(title: string, fires: readonly string[]): string[] {
  if (fires.length === 0) return ['', 'It has no fires to come.'];
  return ['', title, ...fires.map((fire) => `  ${zonedTime(fire)}`)];
}

function formatSurprises(surprises: ScheduleDetail['surprises']): string[] {
  return surprises.map(({ message }) => colors.yellow(`! ${message}`));
}

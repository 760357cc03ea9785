import type { Api } from '../../api.js';

/** A run there was, or a fire that comes, as the calendar shows it. */
export interface Occurrence {
  key: string;
  /** In milliseconds since 1970. */
  at: number;
  status: string;
  /** The Run Name it has or will have, or what it is of. */
  name: string;
  template: string;
  /** Why it did not run, or will not. */
  reason: string | undefined;
  /** The schedule it is of, while there is one. */
  schedule: string | undefined;
  /** Of a run there was. */
  run: string | undefined;
  /** It will not run, as things are now. */
  isOff: boolean;
}

/** What runs there: deleted, it leaves its schedules behind. */
const DELETED = ['integration-not-found', 'integration-set-not-found'];

export function occurrenceOf(item: Api['CalendarItem']): Occurrence {
  const template = item.integration ?? item.integrationSet ?? '';
  const common = { at: Date.parse(item.at), template, reason: item.reason, schedule: item.schedule };
  if (item.kind === 'run') {
    const { run, status, name } = item;
    return { ...common, key: run, run, status, name, isOff: status === 'Not Run' };
  }
  const isDeleted = item.code !== undefined && DELETED.includes(item.code);
  return {
    ...common,
    key: `${item.schedule} ${item.at}`,
    run: undefined,
    status: isDeleted ? 'Scheduled but Deleted' : 'Scheduled',
    name: item.runName ?? item.schedule,
    isOff: !item.willRun,
  };
}

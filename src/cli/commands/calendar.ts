import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import type { CalendarItem } from '../answers.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { paintStatus } from '../print/colors.js';
import { formatTable } from '../print/table.js';
import { localTime, zonedTime } from '../print/time.js';
import type { OpenSession, Session } from '../session.js';
import { readTime } from '../site/read-time.js';

interface CalendarOptions {
  from?: string;
  to?: string;
  scheduled?: true;
}

export function addCalendarCommand(program: Command, open: OpenSession): void {
  program
    .command('calendar')
    .summary('past runs and coming fires of a timeframe')
    .description(
      "Past runs and coming fires of a timeframe: the current month, by the site's clocks, where none is given.",
    )
    .option('--from <time>', "a date, by the site's clocks, or an ISO 8601 time with offset")
    .option('--to <time>', 'the end, not included')
    .option('--scheduled', 'only what schedules ask for')
    .addHelpText('after', examples('calendar', 'calendar --from 2026-12-01 --to 2026-12-08 --scheduled'))
    .action(async ({ from, to, scheduled }: CalendarOptions, command: Command) => {
      const session = open(command);
      const site = session.site();
      const query = {
        ...given({ from: await readTime(session, site, from), to: await readTime(session, site, to) }),
        ...(scheduled === true ? { scheduled: 'true' as const } : {}),
      };
      const answer = await readCalendar(session, site, query);
      session.show(answer, () => formatCalendar(answer, session.terminal.width));
    });
}

/** All pages of the calendar as one. */
async function readCalendar({ api }: Session, site: string, query: { from?: string; to?: string; scheduled?: 'true' }) {
  const page = async (cursor?: string) => {
    const params = { path: { site }, query: { ...query, limit: 1000, ...given({ cursor }) } };
    return answerOf(api.GET('/api/v1/sites/{site}/calendar', { params }));
  };
  const { next, ...first } = await page();
  const items = [...first.items];
  for (let cursor = next; cursor !== undefined;) {
    const more = await page(cursor);
    items.push(...more.items);
    cursor = more.next;
  }
  return { ...first, items };
}

function formatCalendar(
  { items, timeZone }: { items: readonly CalendarItem[]; timeZone: string },
  width: number | undefined,
): string[] {
  if (items.length === 0) return ['Nothing ran, and nothing will.'];
  const columns = [{ title: 'When' }, { title: 'What' }, { title: 'Status', paint: paintStatus }, { title: 'Reason' }];
  const rows = items.map((item) =>
    item.kind === 'run'
      ? [localTime(item.at, timeZone), item.name, item.status, item.reason ?? '']
      : [zonedTime(item.at), item.schedule, item.willRun ? 'Scheduled' : 'will not run', item.reason ?? ''],
  );
  return formatTable(columns, rows, width);
}

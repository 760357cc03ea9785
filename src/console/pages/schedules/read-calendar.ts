import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';

/** As many as the API gives at a time, and so many times: what is beyond is left out, which is said. */
const PAGE = 1000;
const MOST_PAGES = 10;

export interface CalendarPart {
  items: Api['CalendarItem'][];
  /** There is more in the timeframe than is read. */
  isCut: boolean;
}

export interface CalendarRange {
  site: string;
  /** In milliseconds since 1970; `to` is not included. */
  from: number;
  to: number;
  /** Only what schedules asked for. */
  onlyScheduled: boolean;
}

/** The runs there were and the fires that come. @throws ApiProblem */
export async function readCalendar(range: CalendarRange, signal: AbortSignal): Promise<CalendarPart> {
  const items: Api['CalendarItem'][] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const part = await readPage(range, cursor, signal);
    items.push(...part.items);
    cursor = part.next;
    if (cursor === undefined) break;
  }
  return { items, isCut: cursor !== undefined };
}

function readPage({ site, from, to, onlyScheduled }: CalendarRange, cursor: string | undefined, signal: AbortSignal) {
  const query = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    limit: PAGE,
    ...(onlyScheduled && { scheduled: 'true' as const }),
    ...(cursor !== undefined && { cursor }),
  };
  return answerOf(api.GET('/api/v1/sites/{site}/calendar', { params: { path: { site }, query }, signal }));
}

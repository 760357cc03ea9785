import { answerOf } from '../../client/create-client.js';
import type { Session } from '../session.js';
import { UsageError } from '../usage-error.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A time as the API takes it: what is a date begins at midnight by the site's clocks.
 *
 * @throws UsageError for what is neither a date nor a time with offset.
 */
export async function readTime(session: Session, site: string, given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined;
  if (DATE.test(given) && !Number.isNaN(Date.parse(given))) return midnightAt(session, site, given);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(given) && !Number.isNaN(Date.parse(given))) return given;
  throw new UsageError(`${given}: expected a date such as 2026-12-01, or a time such as 2026-12-01T06:00:00+11:00.`);
}

async function midnightAt({ api }: Session, site: string, date: string): Promise<string> {
  const { timeZone } = await answerOf(api.GET('/api/v1/sites/{site}', { params: { path: { site } } }));
  // Loaded here: the rules of clocks take a while, and few commands need them.
  const { instantsOf } = await import('../../model/recurrence/instants-of.js');
  const [first = 0] = instantsOf(Date.parse(date), { timeZone, gap: 'next', fold: 'first' });
  return new Date(first).toISOString();
}

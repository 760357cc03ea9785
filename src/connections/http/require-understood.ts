import type { Answer } from './http-client.js';
import { headerOf } from './header-of.js';
import { retryAfterSeconds } from './retry-after.js';
import type { Quote } from '../create-quote.js';
import { IntegratorError } from '../../model/errors.js';

/** How much of what an endpoint said is shown, in characters. */
const QUOTED = 200;

/**
 * Takes out the answers that say nothing about what was sent: who asks is not let in, is sent elsewhere, or comes at a bad
 * moment.
 *
 * @throws IntegratorError `connection-invalid` for 401, 403, 407 and redirects; `target-unavailable` for 408, 429 and the
 *   server's own errors but 501 and 505, which stay: with `details.retryAfterSeconds` where the endpoint said it.
 */
export function requireUnderstood(answer: Answer, quote: Quote): void {
  if (refusesCredentials(answer)) throw wrongCredentials(answer, quote);
  const { where, status } = answer;
  if (status >= 300 && status < 400) {
    const message = `${where} answered ${status}${locationOf(answer, quote)}. Redirects are not followed: correct the url of this connection.`;
    throw new IntegratorError('connection-invalid', message, { status });
  }
  if (isPassing(status)) throw unavailable(answer, quote);
}

export function refusesCredentials({ status }: Answer): boolean {
  return status === 401 || status === 403 || status === 407;
}

export function wrongCredentials(answer: Answer, quote: Quote): IntegratorError {
  const { where, status } = answer;
  const message = `${where} refused the credentials (${status})${saidBy(answer, quote)}. Correct the secrets of this connection.`;
  return new IntegratorError('connection-invalid', message, { status });
}

/** A failure that may mend. */
export function unavailable(answer: Answer, quote: Quote): IntegratorError {
  const { where, status, headers } = answer;
  const seconds = retryAfterSeconds(headerOf(headers, 'retry-after'));
  const later = seconds === undefined ? '' : ` It asks to be left alone for ${Math.ceil(seconds)} s.`;
  return new IntegratorError('target-unavailable', `${where} answered ${status}${saidBy(answer, quote)}.${later}`, {
    status,
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  });
}

/** `: "what it said"`, as far as it may be shown. */
export function saidBy({ text }: Answer, quote: Quote): string {
  const said = quote(text, QUOTED);
  return said === '' ? '' : `: "${said}"`;
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** Without its query, which may hold a key. */
function locationOf({ where, headers }: Answer, quote: Quote): string {
  const location = headerOf(headers, 'location');
  if (location === undefined || !URL.canParse(location, where)) return '';
  const { origin, pathname } = new URL(location, where);
  return `, which points to ${quote(origin + pathname, QUOTED)}`;
}

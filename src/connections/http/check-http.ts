import type { LookupFunction } from 'node:net';

import { HttpClient } from './http-client.js';
import { refusesCredentials, unavailable, wrongCredentials } from './require-understood.js';
import type { HttpConnection } from '../../model/http-connection.js';
import type { ResolveSecret } from '../secret.js';

/**
 * Asks an endpoint once, as its connection's `check` says. It is there when it answers below 500 and does not refuse the
 * credentials: an address that only takes POST may well answer 404 or 405.
 *
 * @throws IntegratorError `target-unavailable`, `connection-invalid`, `secret-not-found`.
 */
export async function checkHttp(
  connection: HttpConnection,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
  lookup?: LookupFunction,
): Promise<void> {
  const client = new HttpClient(connection, resolveSecret, lookup);
  try {
    const answer = await client.ask(connection.check, signal);
    if (refusesCredentials(answer)) throw wrongCredentials(answer, client.quote);
    if (answer.status >= 500) throw unavailable(answer, client.quote);
  } finally {
    await client.close();
  }
}

import type { LookupFunction } from 'node:net';

import { createQuote } from './create-quote.js';
import { HttpClient } from './http/http-client.js';
import { requireUnderstood, saidBy } from './http/require-understood.js';
import type { ResolveSecret } from './secret.js';
import { signWebhook } from './webhook-signature.js';
import { IntegratorError } from '../model/errors.js';
import { httpConnection } from '../model/http-connection.js';
import type { NotificationMessage } from '../model/notification-message.js';
import type { Webhook } from '../model/notification.js';

/** How long a receiver may take to answer, in seconds. */
const TIMEOUT = 10;

/**
 * POSTs a message to a webhook, once. Which addresses may be called, and that redirects are not followed, is as with http
 * connections.
 *
 * @param lookup finds the addresses of a host; the system's way where absent.
 * @throws IntegratorError `target-refused` for an answer that is not 2xx, with its `details.status`; `target-unavailable`,
 *   `connection-invalid`, `secret-not-found`.
 */
export async function sendWebhook(
  { url, secret: reference, allowPrivate }: Webhook,
  message: NotificationMessage,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
  lookup?: LookupFunction,
): Promise<void> {
  const secret = resolveSecret(reference);
  const quote = createQuote([secret]);
  const connection = httpConnection.parse({ kind: 'http', url, allowPrivate, timeoutSeconds: TIMEOUT });
  const client = new HttpClient(connection, resolveSecret, lookup);
  const body = JSON.stringify(message);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': message.id,
    'integrator-signature': signWebhook(secret, body, Date.now()),
  };
  try {
    const answer = await within(signal, (limited) => client.ask({ method: 'POST', headers, body }, limited));
    if (answer.status >= 200 && answer.status < 300) return;
    requireUnderstood(answer, quote);
    const text = `${answer.where} answered ${answer.status}${saidBy(answer, quote)}. Expected 2xx: check the address and what it takes.`;
    throw new IntegratorError('target-refused', text, { status: answer.status });
  } finally {
    await client.close();
  }
}

/** In all: a receiver that answers a byte at a time would go on for longer. */
async function within<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(TIMEOUT * 1000);
  try {
    return await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error;
    throw new IntegratorError('target-unavailable', `The webhook did not answer within ${TIMEOUT} s.`);
  }
}

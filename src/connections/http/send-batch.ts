import { readBatchAnswer, type BatchAnswer } from './batch-answer.js';
import type { HttpClient } from './http-client.js';
import { requireUnderstood } from './require-understood.js';
import { tryAgain } from './try-again.js';

/** Records that are sent together. */
export interface Batch {
  /** Below the connection's url; the url itself where absent. */
  path?: string;
  /** Each the JSON text of one record. */
  records: readonly string[];
  /** The same for the same records, so that the endpoint takes them once however often they are sent. */
  idempotencyKey: string;
}

/** POSTs `{"records":[…]}`. @throws IntegratorError as `HttpEndpoint` says. */
export function sendBatch(client: HttpClient, batch: Batch, signal: AbortSignal): Promise<BatchAnswer> {
  const { path, records, idempotencyKey } = batch;
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
  const body = `{"records":[${records.join(',')}]}`;
  return tryAgain(async () => {
    const answer = await client.ask({ method: 'POST', path, headers, body }, signal);
    requireUnderstood(answer, client.quote);
    return readBatchAnswer(answer, records.length, client.quote);
  }, signal);
}

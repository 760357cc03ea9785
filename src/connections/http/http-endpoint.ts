import type { LookupFunction } from 'node:net';

import type { BatchAnswer } from './batch-answer.js';
import { HttpClient } from './http-client.js';
import { readFile } from './read-file.js';
import { sendBatch, type Batch } from './send-batch.js';
import { sendFile, type SentFile } from './send-file.js';
import type { HttpConnection } from '../../model/http-connection.js';
import type { ResolveSecret } from '../secret.js';

/**
 * An http connection of a site in use. What may mend is tried again a few times, with the same Idempotency-Key. `signal`
 * ends each call at once, with its reason. Otherwise they fail with an IntegratorError:
 *
 * - `target-unavailable`: broken connections, time limits, 408, 429 and server errors. Worth trying again later.
 * - `connection-invalid`: 401, 403, 407, redirects, forbidden addresses, certificates that are not trusted.
 * - `target-refused`: any other answer that is not a success.
 * - `target-invalid`: an answer that cannot be read.
 */
export interface HttpEndpoint {
  /** Sends records together. */
  sendBatch(batch: Batch, signal: AbortSignal): Promise<BatchAnswer>;
  /** Sends a file, which has arrived then. */
  sendFile(file: SentFile, signal: AbortSignal): Promise<void>;
  /** Reads a file, at `path` below the connection's url. */
  readFile(path: string | undefined, signal: AbortSignal): AsyncIterable<Buffer>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * Takes up an http connection. It must be closed.
 *
 * @param lookup finds the addresses of a host; the system's way where absent.
 * @throws IntegratorError `secret-not-found`, `connection-invalid`.
 */
export function openHttpEndpoint(
  connection: HttpConnection,
  resolveSecret: ResolveSecret,
  lookup?: LookupFunction,
): HttpEndpoint {
  const client = new HttpClient(connection, resolveSecret, lookup);
  return {
    sendBatch: (batch, signal) => sendBatch(client, batch, signal),
    sendFile: (file, signal) => sendFile(client, file, signal),
    readFile: (path, signal) => readFile(client, path, signal),
    close: () => client.close(),
  };
}

import { Readable } from 'node:stream';

import type { HttpClient } from './http-client.js';
import { requireUnderstood, saidBy } from './require-understood.js';
import { tryAgain } from './try-again.js';
import { IntegratorError } from '../../model/errors.js';

/** A file that is sent whole. */
export interface SentFile {
  /** Below the connection's url; `/<name>` where absent. */
  path?: string;
  name: string;
  /** Its size. */
  bytes: number;
  contentType: string;
  /** Its content from the start, for each try. */
  content: () => AsyncIterable<Buffer>;
  /** The same for the same file, so that the endpoint takes it once however often it is sent. */
  idempotencyKey: string;
}

/**
 * PUTs a file, as it is read. PUT, because the same file put twice is there once (RFC 9110 §9.3.4), also where an endpoint
 * knows no Idempotency-Key.
 *
 * @throws IntegratorError as `HttpEndpoint` says; what `content` throws.
 */
export function sendFile(client: HttpClient, file: SentFile, signal: AbortSignal): Promise<void> {
  const { path = `/${encodeURIComponent(file.name)}`, name, bytes, contentType, idempotencyKey } = file;
  const headers = {
    'content-type': contentType,
    'content-length': String(bytes),
    'idempotency-key': idempotencyKey,
  };
  return tryAgain(async () => {
    const content = watch(file.content());
    const body = Readable.from(content.read(), { objectMode: false });
    const answer = await client.ask({ method: 'PUT', path, headers, body }, signal).catch((error: unknown) => {
      throw content.failure ?? error;
    });
    requireUnderstood(answer, client.quote);
    if (answer.status >= 200 && answer.status < 300) return;
    const message = `${answer.where} answered ${answer.status} to the file ${name}${saidBy(answer, client.quote)}. Expected 2xx: check the address and what it takes.`;
    throw new IntegratorError('target-refused', message, { status: answer.status });
  }, signal);
}

/** Content that cannot be read is not the endpoint's fault: its failure is kept apart. */
function watch(content: AsyncIterable<Buffer>) {
  const watched = {
    failure: undefined as unknown,
    async *read() {
      let isReading = true;
      try {
        for await (const chunk of content) {
          isReading = false;
          yield chunk;
          isReading = true;
        }
      } catch (error) {
        // A request that fails throws its error in here, while a chunk is on its way.
        if (isReading) watched.failure = error;
        throw error;
      }
    },
  };
  return watched;
}

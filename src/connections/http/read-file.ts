import type { BegunAnswer, HttpClient } from './http-client.js';
import { requireUnderstood, saidBy } from './require-understood.js';
import { tryAgain } from './try-again.js';
import { IntegratorError } from '../../model/errors.js';

/**
 * GETs a file, as it comes. Until its first byte it is tried again; an answer that breaks off, or is not as long as its
 * Content-Length says, is an error, and the reader throws away what it has.
 *
 * @param path below the connection's url; the url itself where absent.
 * @throws IntegratorError as `HttpEndpoint` says.
 */
export async function* readFile(
  client: HttpClient,
  path: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { body, where } = await tryAgain(() => openFile(client, path, signal), signal);
  try {
    yield* body as AsyncIterable<Buffer>;
  } catch (error) {
    throw client.describe(error, where, signal);
  }
}

async function openFile(client: HttpClient, path: string | undefined, signal: AbortSignal): Promise<BegunAnswer> {
  const begun = await client.open({ method: 'GET', path }, signal);
  if (begun.status === 200) return begun;
  const answer = await client.read(begun, signal);
  requireUnderstood(answer, client.quote);
  const code = answer.status === 404 || answer.status === 410 ? 'file-not-found' : 'target-refused';
  const message = `${answer.where} answered ${answer.status}${saidBy(answer, client.quote)}. Expected 200 with a file: check the address.`;
  throw new IntegratorError(code, message, { status: answer.status });
}

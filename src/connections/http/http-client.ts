import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';

import { Pool, type Dispatcher } from 'undici';

import { resolveCredentials } from './credentials.js';
import { createQuote, type Quote } from '../create-quote.js';
import { createGuardedConnector } from './guarded-connector.js';
import { describeHttpFailure } from './http-failure.js';
import { readText } from './read-text.js';
import { untilAborted } from './until-aborted.js';
import type { HttpConnection } from '../../model/http-connection.js';
import type { ResolveSecret } from '../secret.js';

/** What is asked of an endpoint. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Below the connection's url; the url itself where absent. */
  path?: string | undefined;
  headers?: Record<string, string>;
  body?: string | Readable;
}

/** An answer that has begun. */
export interface BegunAnswer {
  /** What may be shown of the address. */
  where: string;
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: Readable;
}

/** An answer that was read. */
export interface Answer extends Omit<BegunAnswer, 'body'> {
  text: string;
  /** False where it was longer than is read. */
  complete: boolean;
}

/** Sends requests to an endpoint, each once. */
export class HttpClient {
  /** Makes what the endpoint said fit to be shown. */
  readonly quote: Quote;
  private readonly url: URL;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly seconds: number;
  private readonly pool: Pool;

  /** @throws IntegratorError `secret-not-found`, `connection-invalid`. */
  constructor(connection: HttpConnection, resolveSecret: ResolveSecret, lookup?: LookupFunction) {
    const { headers, secrets } = resolveCredentials(connection, resolveSecret);
    this.url = new URL(connection.url);
    this.headers = headers;
    this.quote = createQuote(secrets);
    this.seconds = connection.timeoutSeconds;
    const timeout = this.seconds * 1000;
    const connect = createGuardedConnector({ allowPrivate: connection.allowPrivate, timeout, lookup });
    // A pool of our own: proxies that the environment names are not used, redirects not followed.
    this.pool = new Pool(this.url.origin, { connect, headersTimeout: timeout, bodyTimeout: timeout });
  }

  /**
   * Sends a request until its answer begins, whatever the answer is. Its body must be read or destroyed.
   *
   * @throws IntegratorError `target-unavailable`, `connection-invalid`.
   */
  async open(request: HttpRequest, signal: AbortSignal): Promise<BegunAnswer> {
    const { method, path = '', body } = request;
    const { url, where } = this.addressOf(path);
    const headers = { ...this.headers, 'accept-encoding': 'identity', ...request.headers };
    try {
      signal.throwIfAborted();
      const asked = this.pool.request({ method, path: url, headers, signal, ...(body !== undefined && { body }) });
      const answer = await untilAborted(asked, signal);
      // Whoever reads the body hears of its errors; one that is given up has none.
      answer.body.on('error', () => undefined);
      return { where, status: answer.statusCode, headers: answer.headers, body: answer.body };
    } catch (error) {
      throw this.describe(error, where, signal);
    }
  }

  /** Sends a request and reads its answer, up to 1 MB. @throws IntegratorError as `open` does. */
  async ask(request: HttpRequest, signal: AbortSignal): Promise<Answer> {
    return this.read(await this.open(request, signal), signal);
  }

  /** Reads an answer that has begun, up to 1 MB. @throws IntegratorError as `open` does. */
  async read({ body, ...begun }: BegunAnswer, signal: AbortSignal): Promise<Answer> {
    try {
      return { ...begun, ...(await readText(body, this.seconds * 1000)) };
    } catch (error) {
      throw this.describe(error, begun.where, signal);
    }
  }

  /** What a failure in the middle of an answer means. */
  describe(error: unknown, where: string, signal: AbortSignal): unknown {
    return signal.aborted ? signal.reason : describeHttpFailure(error, where, this.seconds);
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.pool.destroy();
  }

  private addressOf(path: string): { url: string; where: string } {
    const url = new URL(this.url);
    if (path !== '') url.pathname = url.pathname.replace(/\/$/, '') + path;
    return { url: url.pathname + url.search, where: url.origin + url.pathname };
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { SELF_SIGNED } from './self-signed.js';

/** A request as it arrived. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A real server that answers as it is told, and remembers what it was asked. */
export class HttpServer {
  readonly received: Received[] = [];
  /** How many connections were made to it. */
  connections = 0;
  private answers: Answer[] = [];

  private constructor(
    private readonly server: Server,
    private readonly protocol: 'http' | 'https',
  ) {}

  static async start(protocol: 'http' | 'https' = 'http'): Promise<HttpServer> {
    const listener: RequestListener = (request, response) => void started.answer(request, response);
    const server = protocol === 'http' ? createServer(listener) : createSecureServer(SELF_SIGNED, listener);
    const started = new HttpServer(server, protocol);
    server.on('connection', () => (started.connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.protocol}://127.0.0.1:${this.port}`;
  }

  /** Forgets what was, and answers so from now on, request by request; the last answer to all that follow. */
  will(...answers: Answer[]): void {
    this.answers = answers;
    this.received.length = 0;
    this.connections = 0;
  }

  /** Reads nothing of what comes from now on. */
  pauseConnections(): void {
    this.server.on('connection', (socket) => process.nextTick(() => socket.pause()));
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: '' };
    this.received.push(received);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return; // The other side has gone away.
    }
    received.body = Buffer.concat(chunks).toString();
    answer?.(response, received);
  }
}

export const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);

export const json = (code: number, body: unknown): Answer =>
  status(code, JSON.stringify(body), { 'content-type': 'application/json' });

/** Ends the connection before anything is answered. */
export const drop: Answer = (response) => response.socket?.destroy();

export const reset: Answer = (response) => response.socket?.resetAndDestroy();

/** Promises more than it says, then ends the connection. */
export const cut =
  (code: number, begin: string, promised: number): Answer =>
  (response) => {
    response.writeHead(code, { 'content-length': promised });
    response.write(begin, () => response.socket?.destroy());
  };

export const never: Answer = () => undefined;

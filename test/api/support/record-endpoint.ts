import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an endpoint received it. */
export interface Received {
  method: string;
  path: string;
  key: string | undefined;
  body: string;
  /** Of a batch, its records. */
  records: Record<string, unknown>[];
}

/** What an endpoint answers; undefined: it never does. */
export type EndpointAnswer = { status: number; body?: unknown; headers?: Record<string, string> } | undefined;

/** An http endpoint of a partner, as its tests want it to be. */
export class RecordEndpoint {
  readonly received: Received[] = [];
  /** What it answers to a request. */
  answer: (received: Received, count: number) => EndpointAnswer | Promise<EndpointAnswer> = () => ({ status: 204 });
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The records it was sent, those of the batches it took. */
  get records(): Record<string, unknown>[] {
    return this.received.flatMap(({ records }) => records);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The check of the connection when its site is started.
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    const { records = [] } = isJson ? (JSON.parse(body) as Partial<Received>) : {};
    const key = request.headers['idempotency-key'] as string | undefined;
    const received = { method: request.method ?? '', path: request.url ?? '', key, body, records };
    this.received.push(received);
    const answer = await this.answer(received, this.received.length);
    if (answer === undefined) return;
    const { status, body: said, headers } = answer;
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(said === undefined ? undefined : JSON.stringify(said));
  }
}

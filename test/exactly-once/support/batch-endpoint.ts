import { HttpServer } from '../../connections/http/support/http-server.js';
import { SlowLine } from '../../support/slow-line.js';

interface Hold {
  missing: number;
  until: Promise<void>;
  reached: () => void;
}

/** An http endpoint that takes records in batches, behind a line that can be slow. */
export class BatchEndpoint {
  private waiting: Hold | undefined;

  private constructor(
    private readonly server: HttpServer,
    readonly line: SlowLine,
  ) {}

  static async start(): Promise<BatchEndpoint> {
    const server = await HttpServer.start();
    const endpoint = new BatchEndpoint(server, await SlowLine.start(server.port));
    server.will((response, { method }) => {
      void endpoint.holdUp(method).then(() => response.writeHead(204).end());
    });
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${this.line.port}`;
  }

  /** The records of the batches that have come as a whole. */
  get records(): { id: number }[] {
    const whole = this.server.received.filter(({ method, body }) => method === 'POST' && body !== '');
    return whole.flatMap(({ body }) => (JSON.parse(body) as { records: { id: number }[] }).records);
  }

  /** Forgets what has come. */
  clear(): void {
    this.server.received.length = 0;
  }

  /** Has batch number `nth`, from 1, and answers when the promise is kept. Resolves when it has come to that. */
  async hold(nth: number, until: Promise<void>): Promise<void> {
    await new Promise<void>((reached) => (this.waiting = { missing: nth, until, reached }));
  }

  async stop(): Promise<void> {
    await this.line.stop();
    await this.server.stop();
  }

  private async holdUp(method: string): Promise<void> {
    const { waiting } = this;
    if (waiting === undefined || method !== 'POST' || --waiting.missing > 0) return;
    this.waiting = undefined;
    waiting.reached();
    await waiting.until;
  }
}

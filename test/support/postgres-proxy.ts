import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

import { ProxiedSession, type Act, type Moment, type Rule } from './proxied-session.js';

/**
 * Stands between a client and a real PostgreSQL, passes on what they say, and lets a test act at a moment of its choice:
 * before a statement reaches the server, when it has, when its answer is there and the client does not know it, in the
 * middle of the data of a COPY.
 */
export class PostgresProxy {
  private readonly sessions = new Set<ProxiedSession>();
  private readonly rules: Rule[] = [];

  private constructor(
    private readonly server: Server,
    /** The connection string by which clients come through this proxy. */
    readonly url: string,
  ) {}

  /** @param url of the database behind it. */
  static async start(url: string): Promise<PostgresProxy> {
    const behind = new URL(url);
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    const proxy = new PostgresProxy(server, through.href);
    server.on('connection', (client) => {
      const toServer = connect({ host: behind.hostname, port: Number(behind.port), allowHalfOpen: true });
      const session = new ProxiedSession(client, toServer, proxy.rules);
      proxy.sessions.add(session);
      void session.ended.then(() => proxy.sessions.delete(session));
    });
    return proxy;
  }

  /**
   * Acts once, at the moment; what would pass the session in that direction waits for it. Resolves when it was done, with
   * the act's failure if it fails.
   */
  async once(moment: Moment, act: Act): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.rules.push({ moment, missing: moment.nth ?? 1, act, resolve, reject });
    });
  }

  /** Forgets what was to be done and has not come. */
  forget(): void {
    this.rules.length = 0;
  }

  /** Ends all sessions, the stranded ones too. */
  async stop(): Promise<void> {
    for (const session of this.sessions) session.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

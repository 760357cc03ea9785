import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

import { SELF_SIGNED } from '../http/support/self-signed.js';

/** A mail as a server took it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** The whole of it, headers first. */
  source: string;
  encrypted: boolean;
}

/** A real mail server on this machine, whose receivers are `user` with `password`. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  private readonly server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.server = new SMTPServer({
      ...SELF_SIGNED,
      authOptional: true,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      onAuth: ({ username, password }, _session, done) => {
        if (username === 'user' && password === 'pass word') done(null, { user: username });
        else done(new Error(`Wrong: ${password}`));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            source: Buffer.concat(chunks).toString(),
            encrypted: session.secure,
          });
          done();
        });
      },
      ...options,
    });
    // A client that gives up in the middle of a handshake is no matter here.
    this.server.on('error', () => undefined);
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const started = new MailServer(options);
    const listener = started.server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return started;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** `127.0.0.1:2525` */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

import { writeFile } from 'node:fs/promises';

import { SECRETS, SshServer } from '../../connections/support/ssh-server.js';
import { SlowLine } from '../../support/slow-line.js';

/** A request of SFTP. */
export interface SftpMoment {
  request: string;
  /** Matches the path, also of an open file; the name of an extension. */
  path?: RegExp | undefined;
  /** Which of those that match, from 1; the first where absent. */
  nth?: number | undefined;
  /** `sent`: the server never gets it. `answered`: the server has done it, and its answer is on its way. */
  at: 'sent' | 'answered';
}

/** An SFTP server behind a line that can be slow. */
export class SftpEndpoint {
  private constructor(
    private readonly server: SshServer,
    readonly line: SlowLine,
  ) {}

  static async start(): Promise<SftpEndpoint> {
    const server = await SshServer.start();
    return new SftpEndpoint(server, await SlowLine.start(server.port));
  }

  /** The connection to a folder of this machine. @param secret a path, where the password is written for the worker. */
  async connection(path: string, secret: string) {
    await writeFile(secret, SECRETS['env:PASSWORD'] ?? '');
    return { ...this.server.connection(path, { port: this.line.port }), password: `file:${secret}` };
  }

  /** Holds what asks for it at the moment, once, until the promise is kept. Resolves when it has come to that. */
  async hold({ request, path = /^/, nth = 1, at }: SftpMoment, until: Promise<void>): Promise<void> {
    let missing = nth;
    await new Promise<void>((reached) => {
      this.server.options.fault = (asked, of) => {
        if (asked !== request || !path.test(of) || --missing > 0) return undefined;
        this.server.options.fault = () => undefined;
        if (at === 'answered') {
          void this.line.holdAfter(0, 'back', until).then(reached);
          return undefined;
        }
        reached();
        return 'no answer';
      };
    });
  }

  async stop(): Promise<void> {
    await this.line.stop();
    await this.server.stop();
  }
}

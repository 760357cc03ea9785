import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import ssh2, { type AuthContext, type ParsedKey } from 'ssh2';

import { serveSftp, type SftpServiceOptions } from './sftp-service.js';
import type { SftpConnection } from '../../../src/model/sftp-connection.js';
import type { ResolveSecret } from '../../../src/connections/secret.js';

const hostKey = ssh2.utils.generateKeyPairSync('ed25519');
const userKey = ssh2.utils.generateKeyPairSync('ed25519', {
  passphrase: 'canary-passphrase',
  cipher: 'aes256-ctr',
  rounds: 1,
});

const PASSWORD = 'canary-password';

/** Secrets by their references; none of them may stand in an error. */
export const SECRETS: Readonly<Record<string, string>> = {
  'env:PASSWORD': PASSWORD,
  'env:WRONG_PASSWORD': 'canary-wrong',
  'env:PASSPHRASE': 'canary-passphrase',
  'env:WRONG_PASSPHRASE': 'canary-wrong-passphrase',
  'env:KEY': userKey.private,
  'env:OTHER_KEY': ssh2.utils.generateKeyPairSync('ed25519').private,
  'env:NO_KEY': 'canary-no-key',
};

export const resolveSecret: ResolveSecret = (reference) => {
  const secret = SECRETS[reference];
  if (secret === undefined) throw new Error(`no such secret: ${reference}`);
  return secret;
};

/** How the server lets in who gives the right credentials. */
export interface SshServerOptions extends SftpServiceOptions {
  /** By what: a password asked for as such, one asked for by questions, a key; or none of these any more. */
  lets: 'password' | 'questions' | 'key' | 'expired';
  /** The password of Ann. */
  password: string;
  /** Whether it has SFTP at all. */
  hasSftp: boolean;
}

export const OPENSSH_EXTENSIONS = ['posix-rename@openssh.com', 'fsync@openssh.com'];

/** A real SSH server in this process, with SFTP over the files of this machine. */
export class SshServer {
  private readonly sockets = new Set<Socket>();
  options: SshServerOptions = {
    lets: 'password',
    password: PASSWORD,
    hasSftp: true,
    fault: () => undefined,
    extensions: OPENSSH_EXTENSIONS,
    longestRead: Infinity,
  };

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<SshServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const started = new SshServer(server, (server.address() as AddressInfo).port);
    server.on('connection', (socket) => started.serve(socket));
    return started;
  }

  /** How many connections there are. */
  get connections(): number {
    return this.sockets.size;
  }

  /** The connection to a folder of it, by password. */
  connection(path: string, given: Partial<SftpConnection> = {}): SftpConnection {
    const hostKeys = [fingerprint()];
    return {
      kind: 'sftp',
      host: '127.0.0.1',
      port: this.port,
      user: 'ann',
      password: 'env:PASSWORD',
      hostKeys,
      path,
      ...given,
    };
  }

  /** Breaks the connections there are. */
  drop(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** From now on nothing that is sent to it is read, and nothing is answered: as when it has lost its power. */
  fallSilent(): void {
    for (const socket of this.sockets) socket.pause().removeAllListeners('data');
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    const ssh = new ssh2.Server({ hostKeys: [hostKey.private] });
    ssh.on('connection', (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => authenticate(context, this.options));
      client.on('session', (accept) => {
        accept().on('sftp', (acceptSftp, reject) => {
          if (this.options.hasSftp) serveSftp(acceptSftp(), this.options);
          else reject();
        });
      });
    });
    ssh.injectSocket(socket);
  }
}

const METHODS = {
  password: 'password',
  expired: 'password',
  questions: 'keyboard-interactive',
  key: 'publickey',
} as const satisfies Record<SshServerOptions['lets'], AuthContext['method']>;

/** Lets Ann in who gives what is asked for. */
function authenticate(context: AuthContext, { lets, password }: SshServerOptions): void {
  const decide = (isRight: boolean) => {
    if (isRight && context.username === 'ann') context.accept();
    else context.reject([METHODS[lets]]);
  };
  if (context.method !== METHODS[lets]) decide(false);
  else if (context.method === 'publickey') decide(isRightKey(context));
  else if (context.method === 'keyboard-interactive') {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => decide(answer === password));
  } else if (lets === 'expired') context.requestChange('Your password has expired.', () => decide(false));
  else decide(context.password === password);
}

/** The fingerprint of the server's key. */
export function fingerprint(): string {
  const key = Buffer.from(hostKey.public.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

/** The server's public key as a line of a known_hosts or .pub file. */
export const hostKeyLine = hostKey.public;

function isRightKey({ key, signature, blob, hashAlgo }: Extract<AuthContext, { method: 'publickey' }>): boolean {
  const right = ssh2.utils.parseKey(userKey.public) as ParsedKey;
  if (!right.getPublicSSH().equals(key.data)) return false;
  return signature === undefined || blob === undefined || right.verify(blob, signature, hashAlgo);
}

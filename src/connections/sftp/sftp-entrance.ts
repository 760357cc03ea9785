import type SftpClient from 'ssh2-sftp-client';

import { readHostKey } from './host-key.js';
import type { SftpCredentials } from './sftp-credentials.js';
import { expiredPassword, wrongHostKey } from './sftp-refusal.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import type { IntegratorError } from '../../model/errors.js';

type GiveAnswers = (answers: (string | undefined)[]) => void;

/** What a server shows and asks before it lets us in. */
export class SftpEntrance {
  /** Why the connection is not made, where that is decided here; all that ssh2 says of it then is that it ended. */
  refusal: IntegratorError | undefined;

  /** @param leave ends the connection that is being made. */
  constructor(
    private readonly connection: SftpConnection,
    private readonly credentials: SftpCredentials,
    private readonly leave: () => void,
  ) {}

  /** Lets only a server go on that shows one of the connection's host keys. */
  readonly verifyHostKey = (sent: Buffer): boolean => {
    const key = readHostKey(sent);
    if (this.connection.hostKeys.includes(key.fingerprint)) return true;
    this.refusal = wrongHostKey(this.connection, key);
    return false;
  };

  /** Some servers ask for the password by a question; some for a new one, which only its owner can choose. */
  answer(client: SftpClient): void {
    client.on('keyboard-interactive', (_name: string, _text: string, _language: string, asked: [], give: GiveAnswers) =>
      give(asked.map(() => this.credentials.password)),
    );
    client.on('change password', () => {
      this.refusal = expiredPassword(this.connection);
      this.leave();
    });
  }
}

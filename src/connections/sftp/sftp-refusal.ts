import type { HostKey } from './host-key.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import { IntegratorError } from '../../model/errors.js';

/** What messages call the folder of a connection: `sftp://files.example.com/inbox`. */
export function sftpName({ host, port, path }: SftpConnection): string {
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return `sftp://${shownHost}${port === 22 ? '' : `:${port}`}/${path.replace(/^\//, '')}`;
}

/** Of a network that may mend. */
export function unreachable(connection: SftpConnection, cause: string): IntegratorError {
  return new IntegratorError(
    'target-unavailable',
    `${sftpName(connection)} cannot be reached: ${cause}. Check that it is up, and the connection's host and port.`,
  );
}

/** The server is another one than the pinned keys say, or its key was changed. */
export function wrongHostKey(connection: SftpConnection, { kind, fingerprint }: HostKey): IntegratorError {
  return refused(
    connection,
    `its host key is ${kind} ${fingerprint}, which is none of the connection's hostKeys. Ask who runs the server whether it is theirs; if it is, add it to hostKeys`,
  );
}

export function expiredPassword(connection: SftpConnection): IntegratorError {
  return refused(
    connection,
    `the password of user ${connection.user} has expired. Set a new one there, and where the connection finds it`,
  );
}

/** What ssh2 says of a connection that was not made, by its beginning, and what that means to who declared it. */
const MEANINGS: readonly [RegExp, (connection: SftpConnection) => string][] = [
  [
    /All configured authentication methods failed|Too many authentication failures/i,
    ({ user, password, privateKey }) =>
      `it does not let user ${user} in by ${[password && 'the password', privateKey && 'the private key'].filter(Boolean).join(' or ')}. One may be wrong or have expired: check them with who runs the server`,
  ],
  [
    /passphrase|integrity check/i,
    () => 'the private key cannot be opened. Check that passphrase is there and belongs to it',
  ],
  [
    /privateKey|Unsupported key format/i,
    () => 'the private key is none. Give a private key in the format of OpenSSH or PEM, of type ed25519, ecdsa or rsa',
  ],
  [
    /no matching/i,
    () => 'it has no key exchange, cipher or kind of key in common with us. Ask who runs the server for current ones',
  ],
  [/subsystem/i, () => 'it offers no SFTP. Ask who runs the server'],
];

/**
 * Why a connection was not made.
 *
 * @param cause what ssh2 says, without credentials.
 * @returns IntegratorError `connection-invalid` where somebody has to change something, else `target-unavailable`.
 */
export function explainRefusal(connection: SftpConnection, cause: string): IntegratorError {
  const meaning = MEANINGS.find(([said]) => said.test(cause))?.[1];
  return meaning === undefined ? unreachable(connection, cause) : refused(connection, meaning(connection));
}

function refused(connection: SftpConnection, why: string): IntegratorError {
  return new IntegratorError('connection-invalid', `${sftpName(connection)} cannot be used: ${why}.`);
}

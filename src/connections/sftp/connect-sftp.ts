import { createConnection } from 'node:net';

import SftpClient from 'ssh2-sftp-client';

import { sftpCredentials, withoutCredentials } from './sftp-credentials.js';
import { SftpEntrance } from './sftp-entrance.js';
import type { SftpLimits } from './sftp-limits.js';
import { explainRefusal, unreachable } from './sftp-refusal.js';
import { SftpSession } from './sftp-session.js';
import type { SftpConnection } from '../../model/sftp-connection.js';
import type { ResolveSecret } from '../secret.js';

/**
 * Connects to an SFTP server. The client library makes and ends the connection; requests go to ssh2 below it, as the
 * library drops what a server answers (its `lstat` takes a failure for a missing file).
 *
 * @throws IntegratorError as `openSftp`; what the signal aborts with.
 */
export async function connectSftp(
  connection: SftpConnection,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
  limits: SftpLimits,
): Promise<SftpSession> {
  const credentials = sftpCredentials(connection, resolveSecret);
  const causeOf = (error: unknown) =>
    withoutCredentials((error as Error).message.replace('getConnection: ', ''), credentials);
  const broken = (cause: string) => unreachable(connection, cause);
  signal.throwIfAborted();

  const socket = createConnection({ host: connection.host, port: connection.port });
  // What goes wrong is told by the client; before it listens, by nobody.
  socket.on('error', () => undefined);
  const leave = () => socket.destroy();
  signal.addEventListener('abort', leave);
  const late = setTimeout(() => socket.destroy(new Error('it does not answer')), limits.connect);

  let session: SftpSession | undefined;
  const client = new SftpClient('sftp', {
    error: (error) => session?.break(causeOf(error)),
    end: () => session?.break('the server has ended the connection'),
    close: () => session?.break('the connection was closed'),
  });
  const entrance = new SftpEntrance(connection, credentials, leave);
  entrance.answer(client);
  try {
    const sftp = await client.connect({
      sock: socket,
      username: connection.user,
      ...credentials,
      tryKeyboard: credentials.password !== undefined,
      hostVerifier: entrance.verifyHostKey,
      // Ours goes on until SFTP has begun.
      readyTimeout: 0,
      keepaliveInterval: limits.keepAlive,
      keepaliveCountMax: 3,
    });
    session = new SftpSession({ sftp, client, socket, signal, answerWithin: limits.answer, broken });
    return session;
  } catch (error) {
    leave();
    signal.throwIfAborted();
    throw entrance.refusal ?? explainRefusal(connection, causeOf(error));
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', leave);
  }
}

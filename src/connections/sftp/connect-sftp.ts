import { createConnection } from 'node:net';

import SftpClient from 'ssh2-sftp-client';

import { HostKeyCheck } from './host-key-check.js';
import { sftpCredentials, withoutCredentials } from './sftp-credentials.js';
import type { SftpLimits } from './sftp-limits.js';
import { expiredPassword, explainRefusal, unreachable, wrongHostKey } from './sftp-refusal.js';
import { SftpSession } from './sftp-session.js';
import type { SftpConnection } from '../../model/connection.js';
import type { ResolveSecret } from '../secret.js';

type GiveAnswers = (answers: (string | undefined)[]) => void;

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
    withoutCredentials(String((error as Error).message).replace('getConnection: ', ''), credentials);
  signal.throwIfAborted();
  const socket = createConnection({ host: connection.host, port: connection.port });
  // What goes wrong is told by the client; before it listens, by nobody.
  socket.on('error', () => undefined);
  const abort = () => socket.destroy();
  signal.addEventListener('abort', abort);
  const late = setTimeout(() => socket.destroy(new Error('it does not answer')), limits.connect);

  let session: SftpSession | undefined;
  const client = new SftpClient('sftp', {
    error: (error) => session?.break(causeOf(error)),
    end: () => session?.break('the server has ended the connection'),
    close: () => session?.break('the connection was closed'),
  });
  let isExpired = false;
  client.on('change password', () => {
    isExpired = true;
    socket.destroy();
  });
  client.on('keyboard-interactive', (_name: string, _text: string, _language: string, asked: [], give: GiveAnswers) =>
    give(asked.map(() => credentials.password)),
  );
  const hostKey = new HostKeyCheck(connection.hostKeys);
  try {
    const sftp = await client.connect({
      sock: socket,
      username: connection.user,
      ...credentials,
      tryKeyboard: credentials.password !== undefined,
      hostVerifier: hostKey.verify,
      // Ours goes on until SFTP has begun.
      readyTimeout: 0,
      keepaliveInterval: limits.keepAlive,
      keepaliveCountMax: 3,
    });
    const broken = (cause: string) => unreachable(connection, cause);
    session = new SftpSession({ sftp, client, socket, signal, answerWithin: limits.answer, broken });
    return session;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    if (hostKey.refused !== undefined) throw wrongHostKey(connection, hostKey.refused);
    throw isExpired ? expiredPassword(connection) : explainRefusal(connection, causeOf(error));
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', abort);
  }
}

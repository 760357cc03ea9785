import type { SftpConnection } from '../../model/sftp-connection.js';
import { createQuote } from '../create-quote.js';
import type { ResolveSecret } from '../secret.js';

/** By what a connection is let in; all of it secret. */
export interface SftpCredentials {
  password?: string;
  privateKey?: string;
  passphrase?: string;
}

/** @throws IntegratorError `secret-not-found`. */
export function sftpCredentials(connection: SftpConnection, resolveSecret: ResolveSecret): SftpCredentials {
  const named = (['password', 'privateKey', 'passphrase'] as const).flatMap((name) => {
    const reference = connection[name];
    return reference === undefined ? [] : [[name, resolveSecret(reference)]];
  });
  return Object.fromEntries(named) as SftpCredentials;
}

/** The longest cause that is told, in characters. */
const CAUSE = 500;

/** What a server says, fit to be shown: it may repeat the credentials. */
export function withoutCredentials(text: string, credentials: SftpCredentials): string {
  return createQuote(Object.values(credentials) as string[])(text, CAUSE);
}

import type { SftpConnection } from '../../model/sftp-connection.js';
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

/** The text without the credentials: a server may repeat them in what it says. */
export function withoutCredentials(text: string, credentials: SftpCredentials): string {
  const secrets = Object.values(credentials) as string[];
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

import { isIP } from 'node:net';

import { IntegratorError } from '../model/errors.js';

/** How a mail server is reached. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte on; else it begins with STARTTLS. */
  secure: boolean;
  /** Nothing is said before TLS has begun. */
  requireTLS: boolean;
  /** This machine itself, where nobody listens in between: no certificate is asked for. */
  ignoreTLS: boolean;
  auth?: { user: string; pass: string };
}

/** The ports mail is handed in at (RFC 8314, RFC 6409). */
const PORTS = { 'smtps:': 465, 'smtp:': 587 } as const;

/**
 * Reads the URL of a mail server: `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`. User and
 * password are percent-encoded where they need it, or left out. There are no options, so none can take TLS away.
 *
 * @throws IntegratorError `connection-invalid`, which tells nothing of the URL: it holds a password.
 */
export function readMailServer(text: string): MailServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol;
  if (url === undefined || (protocol !== 'smtp:' && protocol !== 'smtps:') || url.hostname === '') throw invalid();
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') throw invalid();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'smtps:';
  return {
    host,
    port: url.port === '' ? PORTS[protocol] : Number(url.port),
    secure,
    requireTLS: !secure && !isThisMachine(host),
    ignoreTLS: !secure && isThisMachine(host),
    ...(url.username !== '' && { auth: { user: decode(url.username), pass: decode(url.password) } }),
  };
}

function isThisMachine(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid();
  }
}

function invalid(): IntegratorError {
  const message =
    'The address of the mail server cannot be read: expected smtp://user:password@host:587 or smtps://user:password@host:465, without anything behind. Correct the secret where the worker runs.';
  return new IntegratorError('connection-invalid', message);
}

import pg from 'pg';

import { describePostgresFailure } from './postgres-failure.js';
import { IntegratorError } from '../../model/errors.js';
import { hideSecrets } from '../hide-secrets.js';

/** How long to wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT = 3000;
/** After how much silence, in milliseconds, it is asked whether the other side is still there. */
const KEEP_ALIVE_AFTER = 10_000;

/**
 * Opens one connection to a target.
 *
 * @param answerWithin how long each statement may take, in milliseconds; as long as it takes where absent.
 * @throws IntegratorError `target-unavailable`, `connection-invalid`.
 */
export async function connectPostgres(url: string, applicationName: string, answerWithin?: number): Promise<pg.Client> {
  const client = createClient(parseUrl(url), applicationName, answerWithin);
  // A connection that breaks also fails the statement that waits on it; that one is reported.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw describePostgresFailure(withoutPassword(error, url, client), { where: describeTarget(url) });
  }
}

/** Host, port and database of a connection URL: what may be shown. */
export function describeTarget(url: string): string {
  const { host, pathname } = parseUrl(url);
  return `PostgreSQL ${host}${pathname}`;
}

/** A server, or a proxy before it, may repeat the password or the whole URL in what it says. */
function withoutPassword(error: unknown, url: string, { password }: pg.Client): unknown {
  if (error instanceof Error) error.message = hideSecrets(error.message, [url, parseUrl(url).password, password ?? '']);
  return error;
}

function createClient(url: URL, applicationName: string, answerWithin: number | undefined): pg.Client {
  // The name by which a later attempt finds the sessions of an earlier one is not the URL's to choose.
  url.searchParams.delete('application_name');
  try {
    return new pg.Client({
      connectionString: url.href,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      ...(answerWithin === undefined ? {} : { query_timeout: answerWithin }),
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER,
    });
  } catch {
    throw invalidUrl();
  }
}

/**
 * What does not parse may be a secret in a wrong place: nothing of it is shown. An @ behind the host is one too: of a
 * password with a `/`, `?` or `#`, at which a URL takes what stands before for its host.
 */
function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isPostgres = parsed !== undefined && /^postgres(ql)?:$/.test(parsed.protocol);
  if (isPostgres && /^\/[^/]*$|^$/.test(parsed.pathname) && !behindHost(parsed).includes('@')) return parsed;
  throw invalidUrl();
}

function behindHost({ pathname, search, hash }: URL): string {
  return pathname + search + hash;
}

function invalidUrl(): IntegratorError {
  const message =
    'The URL of this connection is not one of PostgreSQL: expected postgres://user:password@host:port/database, with %2F, %3F, %23 and %40 for /, ?, # and @ in a password.';
  return new IntegratorError('connection-invalid', message);
}

import pg from 'pg';

import { describePostgresFailure } from './postgres-failure.js';

/** How long to wait for a connection, in milliseconds. */
const CONNECT_TIMEOUT = 3000;

/**
 * Opens one connection to a target.
 *
 * @throws IntegratorError `target-unavailable`, `connection-invalid`.
 */
export async function connectPostgres(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  });
  // A connection that breaks also fails the statement that waits on it; that one is reported.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw describePostgresFailure(error, { where: describeTarget(url) });
  }
}

/** Host, port and database of a connection URL: what may be shown. */
export function describeTarget(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `PostgreSQL ${host}${pathname}`;
  } catch {
    return 'PostgreSQL';
  }
}

import { cancellationSignal } from '@temporalio/activity';

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import { keyTexts } from './key-texts.js';
import { checkConnection as reachEndpoint } from '../connections/check-connection.js';
import type { Connection } from '../model/connection.js';
import { IntegratorError } from '../model/errors.js';
import { checkPgpKeys } from '../records/pgp/check-pgp-keys.js';
import { findSite, type StoredSite } from '../store/sites.js';
import { tellSite } from '../store/tell-site.js';

/** What was found of a connection. */
export interface CheckedConnection {
  connection: string;
  established: boolean;
  /** Why it cannot be used. */
  problem?: string;
  /** For the site's log (seed: Stop and Start). */
  line: string;
}

/** What a start of a site found. */
export interface CheckedConnections {
  timeZone: string;
  connections: CheckedConnection[];
}

/** Reaches every connection of a site that is Starting once. @throws IntegratorError `site-not-found`. */
export const checkConnections =
  (dependencies: Dependencies) =>
  async (site: string): Promise<CheckedConnections> => {
    const stored = await findSite(dependencies.database, site);
    if (stored === undefined) throw new IntegratorError('site-not-found', `There is no site ${site}.`);
    await tellSite(dependencies.database, site);
    const checks = Object.keys(stored.connections).map((name) => check(dependencies, stored, name));
    return { timeZone: stored.timeZone, connections: await Promise.all(checks) };
  };

/** Reaches one connection of a site once. @throws IntegratorError `site-not-found`, `connection-not-found`. */
export const checkConnection =
  (dependencies: Dependencies) =>
  async (site: string, name: string): Promise<CheckedConnection> => {
    const stored = await findSite(dependencies.database, site);
    if (stored !== undefined && Object.hasOwn(stored.connections, name)) return check(dependencies, stored, name);
    throw new IntegratorError('connection-not-found', `Site ${site} has no connection ${name}.`);
  };

async function check(dependencies: Dependencies, site: StoredSite, name: string): Promise<CheckedConnection> {
  const about = `Connection to ${name}`;
  try {
    const connection = connectionOf(site, name);
    if (connection !== undefined) await reach(dependencies, connection);
    return { connection: name, established: true, line: `${about} established` };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { connection: name, established: false, problem, line: `${about} could not be established: ${problem}` };
  }
}

async function reach(dependencies: Dependencies, connection: Connection): Promise<void> {
  if (connection.kind === 'pgp-key') await checkPgpKeys(keyTexts(dependencies, connection, []), cancellationSignal());
  else await reachEndpoint(connection, dependencies.resolveSecret, cancellationSignal());
}

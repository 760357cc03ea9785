import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { keyTexts } from './key-texts.js';
import { checkConnection } from '../connections/check-connection.js';
import type { Connection } from '../model/connection.js';
import { IntegratorError } from '../model/errors.js';
import { checkPgpKeys } from '../records/pgp/check-pgp-keys.js';
import { findSite } from '../store/sites.js';

/** What a start of a site found. */
export interface CheckedConnections {
  timeZone: string;
  /** `problem` says why a connection cannot be used, where it cannot. */
  connections: { connection: string; problem?: string }[];
}

/** Reaches every connection of a site once. @throws IntegratorError `site-not-found`. */
export const checkConnections =
  (dependencies: Dependencies) =>
  async (site: string): Promise<CheckedConnections> => {
    const stored = await findSite(dependencies.database, site);
    if (stored === undefined) throw new IntegratorError('site-not-found', `There is no site ${site}.`);
    const checks = Object.entries(stored.connections).map(async ([name, connection]) => {
      try {
        await check(dependencies, connection);
        return { connection: name };
      } catch (error) {
        return { connection: name, problem: error instanceof Error ? error.message : String(error) };
      }
    });
    return { timeZone: stored.timeZone, connections: await Promise.all(checks) };
  };

async function check(dependencies: Dependencies, connection: Connection): Promise<void> {
  if (connection.kind === 'pgp-key') await checkPgpKeys(keyTexts(dependencies, connection, []), cancellationSignal());
  else await checkConnection(connection, dependencies.resolveSecret);
}

import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import type { Connection } from '../model/connection.js';
import { isSameEndpoint, type KnownConnection } from '../model/endpoint.js';
import { IntegratorError } from '../model/errors.js';
import type { Integration } from '../model/integration.js';
import type { RunRequest } from '../model/run-request.js';
import { TO_BE_GIVEN } from '../model/secret-reference.js';
import { writtenConnections } from '../model/written-connections.js';
import { findArmings } from '../store/armings.js';
import { listSites, type StoredSite } from '../store/sites.js';

type Needed = Pick<Dependencies, 'database' | 'resolveSecret'>;

/**
 * Makes sure that a run may write through a connection of its site: a site that is not LIVE does not write to an endpoint
 * that a LIVE site uses, until somebody has armed the connection. Asked right before each step that writes, as what is
 * armed and what is LIVE may have changed since the run was opened.
 *
 * @throws IntegratorError `connection-not-armed`; `secret-not-found` where a secret of it is still to be given.
 */
export async function requireArmed(dependencies: Needed, site: StoredSite, name: string): Promise<void> {
  if (site.kind === 'LIVE') return;
  const connection = connectionOf(site, name);
  if (connection === undefined) return;
  const live = await findLive(dependencies, await know(dependencies, connection));
  if (live === undefined) return;
  const armings = await findArmings(dependencies.database, site.site);
  if (Object.hasOwn(armings, name)) return;
  const call = `POST /api/v1/sites/${site.site}/connections/${name}/arm {"reason": "…"}`;
  const message = `The connection ${name} of site ${site.site}, which is ${site.kind}, leads to an endpoint of the LIVE site ${live.site} (its connection ${live.connection}), so nothing is written there. Give it an endpoint of its own; or, if it is to write there, arm it with a reason: ${call}.`;
  throw new IntegratorError('connection-not-armed', message, { connection: name, liveSite: live.site });
}

/** As `requireArmed`, of every connection through which a run is going to write: before it has read or moved anything. */
export async function requireRunArmed(
  dependencies: Needed,
  site: StoredSite,
  definition: Integration,
  { dryRun = false, file }: RunRequest,
): Promise<void> {
  const written = writtenConnections(definition, { dryRun, takesSource: file === undefined });
  for (const name of written) await requireArmed(dependencies, site, name);
}

/** The connection of a LIVE site that leads to the same endpoint. */
async function findLive(
  dependencies: Needed,
  known: KnownConnection,
): Promise<{ site: string; connection: string } | undefined> {
  for (const { site, kind, connections } of await listSites(dependencies.database)) {
    if (kind !== 'LIVE') continue;
    for (const [name, connection] of Object.entries(connections)) {
      if (connection.kind !== known.connection.kind) continue;
      if (isSameEndpoint(known, await know(dependencies, connection))) return { site, connection: name };
    }
  }
  return undefined;
}

async function know({ resolveSecret }: Needed, connection: Connection): Promise<KnownConnection> {
  if (connection.kind === 'folder') return { connection, found: await realPath(connection.path) };
  return { connection, found: connection.kind === 'postgres' ? resolved(resolveSecret, connection.url) : undefined };
}

/** A folder that is not there has the path it would have. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** undefined where this worker does not find it: another one may. */
function resolved(resolveSecret: Needed['resolveSecret'], reference: string): string | undefined {
  if (reference === TO_BE_GIVEN) return undefined;
  try {
    return resolveSecret(reference);
  } catch {
    return undefined;
  }
}

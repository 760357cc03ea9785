import type { Connection } from './connection.js';
import { secretsToGive, withoutSecrets } from './connection-secrets.js';

type Connections = Readonly<Record<string, Connection>>;

/** The connections of a site that becomes a copy of another one. */
export interface ClonedConnections {
  connections: Record<string, Connection>;
  /** Those that came from the other site, without their secrets. */
  copied: string[];
  /** Those that the site had and keeps, with their secrets. */
  kept: string[];
  /** Where a secret is to be given, by connection. */
  secretsToGive: Record<string, string[]>;
}

/**
 * What a site has keeps its endpoints and secrets: they are its own. Only where a connection is of another kind in the
 * source, whose integrations could not use it, it becomes the source's.
 */
export function cloneConnections(source: Connections, own: Connections): ClonedConnections {
  const isKept = (name: string) =>
    Object.hasOwn(own, name) && (!Object.hasOwn(source, name) || source[name]?.kind === own[name]?.kind);
  const kept = Object.keys(own).filter(isKept);
  const copied = Object.keys(source).filter((name) => !isKept(name));
  const connections = Object.fromEntries([
    ...Object.entries(source)
      .filter(([name]) => !isKept(name))
      .map(([name, connection]) => [name, withoutSecrets(connection)] as const),
    ...Object.entries(own).filter(([name]) => isKept(name)),
  ]);
  const toGive = Object.entries(connections).map(([name, connection]) => [name, secretsToGive(connection)] as const);
  return {
    connections,
    copied,
    kept,
    secretsToGive: Object.fromEntries(toGive.filter(([, places]) => places.length > 0)),
  };
}

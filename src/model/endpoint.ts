import type { Connection } from './connection.js';
import { TO_BE_GIVEN } from './secret-reference.js';

/** A connection, with what only a worker can tell of it. */
export interface KnownConnection {
  connection: Connection;
  /** Of a postgres connection the URL behind its reference, where it is found; of a folder its real absolute path. */
  found?: string | undefined;
}

/**
 * Whether two connections lead to the same endpoint, as far as can be told here: two names of one host cannot. Where the
 * secret of one of them is not found, those with the same reference are the same.
 */
export function isSameEndpoint(one: KnownConnection, other: KnownConnection): boolean {
  const [endpoint, otherEndpoint] = [endpointOf(one), endpointOf(other)];
  if (endpoint !== undefined && otherEndpoint !== undefined) return endpoint === otherEndpoint;
  const [{ connection: a }, { connection: b }] = [one, other];
  return a.kind === 'postgres' && b.kind === 'postgres' && a.url === b.url && a.url !== TO_BE_GIVEN;
}

/**
 * What a connection leads to: of postgres the host, port and database; of sftp the host and port; of http the origin; of
 * a folder its path. undefined where that cannot be told, and of keys, which lead nowhere.
 */
export function endpointOf({ connection, found }: KnownConnection): string | undefined {
  switch (connection.kind) {
    case 'postgres':
      return found === undefined ? undefined : postgresEndpoint(found);
    case 'folder':
      return found === undefined ? undefined : `folder ${found}`;
    case 'sftp':
      return `sftp ${hostOf(connection.host)}:${connection.port}`;
    case 'http': {
      const { protocol, hostname, port } = new URL(connection.url);
      return `http ${protocol}//${hostOf(hostname)}:${port}`;
    }
    case 'pgp-key':
      return undefined;
  }
}

/** As pg reads a connection URL: host and port may stand in its query; what is absent is the default. */
function postgresEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const given = (name: string) => url.searchParams.get(name) ?? '';
  const host = hostOf(decode(given('host') || url.hostname || 'localhost'));
  const port = given('port') || url.port || '5432';
  // A database of no name is that of the user.
  const database = decode(url.pathname.slice(1) || given('user') || url.username);
  return `postgres ${host}:${port}/${database}`;
}

/** One way to write a host of which there are several. */
function hostOf(host: string): string {
  const plain = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(plain) ? 'localhost' : plain;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import type { Connection } from './connection.js';
import { TO_BE_GIVEN } from './secret-reference.js';

/** The connection as a clone gets it: every secret is still to be given. What names its endpoint stays. */
export function withoutSecrets(connection: Connection): Connection {
  return mapSecrets(connection, () => TO_BE_GIVEN);
}

/** Where in the connection a secret is still to be given: `url`, `headers.X-Api-Key`, `privateKeys[0].key`. */
export function secretsToGive(connection: Connection): string[] {
  const places: string[] = [];
  mapSecrets(connection, (reference, place) => {
    if (reference === TO_BE_GIVEN) places.push(place);
    return reference;
  });
  return places;
}

type ChangeReference = (reference: string, place: string) => string;

/** The connection with other references in place of those it has. */
function mapSecrets(connection: Connection, change: ChangeReference): Connection {
  switch (connection.kind) {
    case 'folder':
      return connection;
    case 'postgres':
      return { ...connection, url: change(connection.url, 'url') };
    case 'sftp':
      return { ...connection, ...changeSome(connection, ['password', 'privateKey', 'passphrase'], change) };
    case 'http': {
      const headers = Object.entries(connection.headers).map(([name, value]) => [
        name,
        change(value, `headers.${name}`),
      ]);
      return {
        ...connection,
        headers: Object.fromEntries(headers) as Record<string, string>,
        ...changeSome(connection, ['token', 'user', 'password'], change),
      };
    }
    case 'pgp-key':
      return {
        ...connection,
        privateKeys: connection.privateKeys.map(({ key, ...rest }, index) => ({
          key: change(key, `privateKeys[${index}].key`),
          ...changeSome(rest, ['passphrase'], (reference) => change(reference, `privateKeys[${index}].passphrase`)),
        })),
        publicKeys: connection.publicKeys.map((key, index) => change(key, `publicKeys[${index}]`)),
      };
  }
}

/** Those of the properties of these names that are there, changed. */
function changeSome<Name extends string>(
  given: Partial<Record<Name, string | undefined>>,
  names: readonly Name[],
  change: ChangeReference,
): Partial<Record<Name, string>> {
  const changed: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const reference = given[name];
    if (reference !== undefined) changed[name] = change(reference, name);
  }
  return changed;
}

import { IntegratorError } from '../../model/errors.js';
import type { HttpConnection } from '../../model/http-connection.js';
import type { ResolveSecret } from '../secret.js';

/** What lets us in. */
export interface Credentials {
  headers: Readonly<Record<string, string>>;
  /** Every text that must not be shown. */
  secrets: readonly string[];
}

/** From how many characters on a part is kept from being shown. */
const SHORTEST_PART = 6;

/**
 * The headers of a connection, with their values.
 *
 * @throws IntegratorError `secret-not-found`; `connection-invalid` for a value that no header can have.
 */
export function resolveCredentials(connection: HttpConnection, resolveSecret: ResolveSecret): Credentials {
  const headers: Record<string, string> = {};
  for (const [name, reference] of Object.entries(connection.headers)) headers[name] = resolveSecret(reference);
  const { token, user, password } = connection;
  const given = [token, user, password].flatMap((one) => (one === undefined ? [] : [resolveSecret(one)]));
  if (token !== undefined) headers.authorization = `Bearer ${given.join('')}`;
  else if (given.length > 0) headers.authorization = `Basic ${Buffer.from(given.join(':')).toString('base64')}`;
  for (const [name, value] of Object.entries(headers)) requireHeaderValue(name, value);
  return {
    headers,
    secrets: [...Object.values(headers), ...given, ...partsOf(connection.url, Object.values(headers))],
  };
}

/**
 * What may be a secret by itself: of a header `ApiKey abcdef`, an endpoint may repeat the second word alone, and the query
 * of a URL may hold a key. Short ones, as in `store=1`, are no secrets, and would be found everywhere.
 */
function partsOf(url: string, values: readonly string[]): string[] {
  const { search, searchParams } = new URL(url);
  const parts = [search.slice(1), ...searchParams.values(), ...values.flatMap((value) => value.split(/\s+/))];
  return parts.filter((part) => part.length >= SHORTEST_PART);
}

function requireHeaderValue(name: string, value: string): void {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  const message = `The secret for the header ${name} cannot be sent: expected one line of Latin-1 characters. Correct it where the worker runs.`;
  throw new IntegratorError('connection-invalid', message);
}

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import type { ImportToDo } from './read-run.js';
import { IntegratorError } from '../model/errors.js';

/** The connection URL of the run's target; a secret. @throws IntegratorError `connection-invalid`, `secret-not-found`. */
export function targetUrl({ resolveSecret }: Dependencies, { definition, site }: ImportToDo): string {
  const { connection: name } = definition.target;
  const connection = connectionOf(site, name);
  if (connection?.kind !== 'postgres') {
    const message = `The target of this run is ${name}, which is not a postgres connection of site ${site.site}. Add it to the site, or correct target.connection.`;
    throw new IntegratorError('connection-invalid', message);
  }
  return resolveSecret(connection.url);
}

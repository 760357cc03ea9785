import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import type { ExportToDo } from './read-run.js';
import { PostgresSource } from '../connections/postgres/postgres-source.js';
import { IntegratorError } from '../model/errors.js';
import type { ExportIntegration } from '../model/export-integration.js';
import { isFileTarget, type ExportTarget } from '../model/export-target.js';
import { outgoingFormat } from '../model/outgoing-format.js';
import type { ParameterValues } from '../model/parameters.js';
import type { Task } from '../store/state-files.js';

/** The task whose records a run sends. */
export function taskOf({ run: { site, integration } }: Pick<ExportToDo, 'run'>): Task {
  return { site, integration };
}

/** Opens the source of an export. @throws IntegratorError as PostgresSource does; `secret-not-found`. */
export function openSource(
  { resolveSecret }: Pick<Dependencies, 'resolveSecret'>,
  { definition, site }: Pick<ExportToDo, 'definition' | 'site'>,
  { run, parameters }: { run: string; parameters: ParameterValues },
): Promise<PostgresSource> {
  const { source, fields, primaryKey: key, parameters: declared } = definition;
  const connection = connectionOf(site, source.connection);
  if (connection?.kind !== 'postgres') {
    const message = `The source of this run is ${source.connection}, which is not a postgres connection of site ${site.site}. Add it to the site, or correct source.connection.`;
    throw new IntegratorError('connection-invalid', message);
  }
  const { table, query } = source;
  return PostgresSource.open({
    url: resolveSecret(connection.url),
    run,
    table,
    query,
    declared,
    parameters,
    fields,
    key,
  });
}

/** How the records leave the source: as one JSON text each, or field by field. */
export function contentOf({ target }: ExportIntegration): 'json' | 'fields' {
  return isFileTarget(target) && outgoingFormat(target.file).content === 'csv' ? 'fields' : 'json';
}

/** Whether the target is told which records are gone. */
export function tellsDeletes(target: ExportTarget): boolean {
  return (isFileTarget(target) ? target.deletedFile : target.records.deletedPath) !== undefined;
}

/** The name of the state as it will be when all that a run sends has arrived: that of the attempt that collected it. */
export function candidateOf(run: string, turn: number): string {
  return `${run}.candidate.${turn}`;
}

/** The name of the list of the keys that a run has to tell as gone, as an attempt has found them. */
export function goneOf(run: string, turn: number): string {
  return `${run}.gone.${turn}`;
}

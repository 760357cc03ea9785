import type { ExportIntegration } from './export-integration.js';
import { isFileTarget } from './export-target.js';
import { externalFilesOf, type Integration } from './integration.js';
import type { ImportIntegration } from './import-integration.js';
import type { MemberInput } from './integration-set.js';

/** A file or a table that a run reads or writes. */
export interface Thing {
  /** The same for the same thing of one site. */
  key: string;
  /** `table employee of connection hr` */
  words: string;
}

/**
 * The files and tables a run of an integration touches, by the names the definition gives them. What a query reads is
 * not known, and of a name with tokens, such as `{date:yyyyMMdd}`, it is taken that it stands for the same file.
 */
export function thingsTouched(definition: Integration, given: MemberInput): Thing[] {
  const own = definition.direction === 'import' ? thingsOfImport(definition, given) : thingsOfExport(definition);
  const external = externalFilesOf(definition).map(({ name, file }) => given.externalFiles?.[name] ?? file);
  return [...own, ...files(external)];
}

/** The file of an import counts by its name alone: a site reads one of a name at a time, wherever it comes from. */
function thingsOfImport({ source, target }: ImportIntegration, { file }: MemberInput): Thing[] {
  if (file !== undefined || source === undefined) return [table(target), ...files([file])];
  return [table(target), ...files([source.file]), ...files([source.file], source.connection)];
}

function thingsOfExport({ source, target }: ExportIntegration): Thing[] {
  const read = source.table === undefined ? [] : [table({ ...source, table: source.table })];
  const written = isFileTarget(target) ? files([target.file, target.deletedFile], target.connection) : [];
  return [...read, ...written];
}

function table({ connection, table: name }: { connection: string; table: string }): Thing {
  return { key: `table:${connection}/${name}`, words: `table ${name} of connection ${connection}` };
}

function files(names: readonly (string | undefined)[], connection?: string): Thing[] {
  const place = connection === undefined ? '' : `${connection}/`;
  return names.flatMap((name) => (name === undefined ? [] : { key: `file:${place}${name}`, words: `file ${name}` }));
}

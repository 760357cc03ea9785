import { Document, isMap, isSeq, type Node } from 'yaml';

import type { Field } from '../../model/field.js';
import { formatBytes } from '../../model/format-bytes.js';
import { DEFAULT_MAX_BYTES } from '../../model/import-integration.js';
import { tableName } from '../../model/table-name.js';
import { counted } from '../print/numbers.js';
import type { FileGuess } from './guess.js';

/** Where the records are to go; not to be seen in a file. */
export interface TargetChoice {
  connection: string;
  /** Else it is made of the file's name. */
  table: string | undefined;
}

/** The definition of an integration that imports the file, as YAML: what was guessed, and why, in comments. */
export function writeDefinition(guess: FileGuess, { connection, table: chosen }: TargetChoice): string {
  const { encoding, dialect, fields, primaryKey } = guess;
  const table = chosen ?? tableOf(guess.name);
  const mode = primaryKey.value === undefined ? 'insert' : 'upsert';
  const isLarge = guess.bytes > DEFAULT_MAX_BYTES;
  const document = new Document(
    {
      encoding: encoding.value,
      dialect: dialect.value,
      ...(isLarge ? { limits: { maxBytes: `${Math.ceil(guess.bytes / DEFAULT_MAX_BYTES)}MB` } } : {}),
      schema: {
        ...(primaryKey.value === undefined ? {} : { primaryKey: primaryKey.value }),
        fields: fields.map(({ value }) => value),
      },
      target: { connection, table, mode },
    },
    { compat: 'yaml-1.1' },
  );
  const comment = (path: (string | number)[], text: string) => {
    const node = document.getIn(path, true) as Node;
    if (isMap(node) || isSeq(node)) node.flow = true;
    node.comment = ` ${text}`;
  };
  comment(['encoding'], encoding.why);
  comment(['dialect'], dialect.why);
  if (isLarge) comment(['limits'], `the file has ${formatBytes(guess.bytes)}; without this, 1 MB is the most`);
  if (primaryKey.value !== undefined) comment(['schema', 'primaryKey'], primaryKey.why);
  fields.forEach(({ why }, at) => comment(['schema', 'fields', at], why));
  comment(['target'], 'where the records go: set the connection of your site, and the table');
  document.commentBefore = introduction(guess, primaryKey.value === undefined ? primaryKey.why : undefined);
  return document.toString({ lineWidth: 0, singleQuote: true }) + tableComment(table, guess);
}

function introduction({ name, looked, unreadable }: FileGuess, note: string | undefined): string {
  return [
    `An integration that imports ${JSON.stringify(name)}, made by integrator init.`,
    `Guessed by the first ${counted(looked, 'record')}, and true of all. Read it through: you know the data.`,
    ...(unreadable === 0 ? [] : [`Refused will be what cannot be read: ${counted(unreadable, 'record')}.`]),
    ...(note === undefined ? [] : [`There is no primary key: ${note}.`]),
  ]
    .map((line) => ` ${line}`)
    .join('\n');
}

/** A table that takes the records, for those who have none yet. */
function tableComment(table: string, { fields, primaryKey }: FileGuess): string {
  const columns = fields.map(({ value: { name, type } }) => {
    const isKey = name === primaryKey.value;
    return `${quoted(name)} ${COLUMN_TYPES[type] ?? 'text'}${isKey ? ' primary key' : ''}`;
  });
  const lines = [`create table ${table.split('.').map(quoted).join('.')} (`, ...indent(columns), ');'];
  return ['', '# A table that takes these records:', ...lines.map((line) => `#   ${line}`), ''].join('\n');
}

const COLUMN_TYPES: Partial<Record<Field['type'], string>> = {
  integer: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
};

function indent(columns: readonly string[]): string[] {
  return columns.map((column, at) => `  ${column}${at === columns.length - 1 ? '' : ','}`);
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `Employees 2026.csv` → `employees_2026` */
function tableOf(file: string): string {
  const stem = file
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 63);
  const { success } = tableName.safeParse(stem);
  return success ? stem : 'records';
}

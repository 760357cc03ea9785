import { z } from 'zod';

import type { IssueAt } from './issue-at.js';
import { tableName } from './table-name.js';

/** A field, or fields, by name. Read as a list. */
export const fieldNames = z
  // Aborts: else who looks at the keys would see a text that is not a list yet.
  .union(
    [z.string().min(1, { abort: true }), z.array(z.string().min(1)).min(1)],
    'expected a field, or a list of fields',
  )
  .transform((names) => (typeof names === 'string' ? [names] : names))
  .refine((names) => new Set(names).size === names.length, 'expected each field once');

/** Fields whose values, together, name a record of a table (Table Schema `foreignKeys`). */
export const foreignKey = z.strictObject({
  fields: fieldNames,
  reference: z.strictObject({
    resource: z
      .union([z.literal(''), tableName])
      .default('')
      .meta({
        description: 'A table of the target connection, such as department or hr.department; "" is the target.',
      }),
    fields: fieldNames,
  }),
});
export type ForeignKey = z.output<typeof foreignKey>;

interface Keys {
  fields: { name: string }[];
  primaryKey: string[];
  uniqueKeys?: string[][] | undefined;
  foreignKeys?: ForeignKey[] | undefined;
}

/** What is wrong with the keys of a schema: names that are no fields, lists that are not of one length. */
export function keyIssues({ fields, primaryKey, uniqueKeys = [], foreignKeys = [] }: Keys): IssueAt[] {
  const names = fields.map(({ name }) => name);
  const unknown = (path: IssueAt['path'], key: string[]): IssueAt[] =>
    key
      .filter((name) => !names.includes(name))
      .map((name) => ({ path, message: `expected one of the fields (${names.join(', ')}), got ${name}` }));
  return [
    ...unknown(['primaryKey'], primaryKey),
    ...uniqueKeys.flatMap((key, index) => unknown(['uniqueKeys', index], key)),
    ...foreignKeys.flatMap(({ fields: own, reference }, index) => [
      ...unknown(['foreignKeys', index, 'fields'], own),
      // Of another table the columns are known to the database alone.
      ...(reference.resource === '' ? unknown(['foreignKeys', index, 'reference', 'fields'], reference.fields) : []),
      ...lengthIssues(['foreignKeys', index, 'reference', 'fields'], own.length, reference.fields.length),
    ]),
  ];
}

function lengthIssues(path: IssueAt['path'], expected: number, got: number): IssueAt[] {
  return expected === got ? [] : [{ path, message: `expected as many as fields has (${expected}), got ${got}` }];
}

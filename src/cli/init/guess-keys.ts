import type { Field } from '../../model/field.js';

/** What names of fields end with that name a record. */
const AS_A_WORD = /(?:^|[^a-z])(?:id|uuid|key|code|number|no|nr|num)$/i;
const IN_CAMEL_CASE = /[a-z](?:Id|ID|Key|Code|Number|No|Nr)$/;

/** Fields that may name a record, the likeliest first: never blank, and no two records alike. */
export function guessKeys(fields: readonly Field[], rows: readonly (readonly string[])[]): string[] {
  const unique = fields.filter(
    ({ type, constraints }, at) =>
      (type === 'string' || type === 'integer') &&
      constraints?.required === true &&
      new Set(rows.map((row) => row[at])).size === rows.length,
  );
  const names = unique.map(({ name }) => name);
  const namesARecord = (name: string) => AS_A_WORD.test(name) || IN_CAMEL_CASE.test(name);
  return [...names.filter(namesARecord), ...names.filter((name) => !namesARecord(name))];
}

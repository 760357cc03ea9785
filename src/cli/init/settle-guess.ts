import type { Encoding } from '../../model/encoding.js';
import type { Field } from '../../model/field.js';
import { csvDialect } from '../../model/csv-dialect.js';
import { readBy } from '../../model/definition-issues.js';
import { tableSchema } from '../../model/table-schema.js';
import { compileSchema } from '../../records/compile-schema.js';
import { matchHeader } from '../../records/match-header.js';
import type { DialectGuess, FileGuess, Guessed } from './guess.js';
import { readRecords } from './read-records.js';

/** What the first records of a file have suggested. */
export interface DraftGuess {
  path: string;
  encoding: Encoding;
  dialect: DialectGuess;
  fields: readonly Guessed<Field>[];
  /** Fields that may be the primary key, the likeliest first. */
  keys: readonly string[];
  /** Fields that were likelier, and of which a value has come again: with that record. */
  repeated?: readonly string[];
}

type Settled = Pick<FileGuess, 'fields' | 'primaryKey' | 'unreadable'>;

/**
 * Holds a guess against every record of the file, with the checks that imports make, and takes back what does not hold.
 *
 * @throws IntegratorError for a file that is refused as a whole, such as for its header.
 */
export async function settleGuess(draft: DraftGuess): Promise<Settled> {
  const { unreadable, broken, again } = await hold(draft);
  if (broken.size === 0 && again === undefined) {
    const [key] = draft.keys;
    return { fields: [...draft.fields], unreadable, primaryKey: { value: key, why: explainKey(key, draft.repeated) } };
  }
  const fields = draft.fields.map((guess) => loosen(guess, broken.get(guess.value.name)));
  // A field that may be blank after all, or is read otherwise, names no record.
  const keys = draft.keys.filter((key) => key !== again?.key && !broken.has(key));
  const repeated = again === undefined ? [] : [`${again.key} comes again in record ${again.record}`];
  return settleGuess({ ...draft, fields, keys, repeated: [...(draft.repeated ?? []), ...repeated] });
}

/** A rule that a record breaks, and the number of the record. */
interface Broken {
  code: 'required' | 'type';
  record: number;
}

/** What of the draft does not hold: fields by their names, and the key where it comes again. */
async function hold({ path, encoding, dialect, fields, keys }: DraftGuess) {
  const [key] = keys;
  const schema = readBy(tableSchema, { fields: fields.map(({ value }) => value) }, 'header-invalid', 'header');
  const keyAt = schema.fields.findIndex(({ name }) => name === key);
  const broken = new Map<string, Broken>();
  const seen = new Set<string>();
  let check: ReturnType<typeof compileSchema> | undefined;
  let [records, unreadable] = [0, 0];
  let again: { key: string; record: number } | undefined;
  for await (const piece of readRecords(path, encoding, dialect)) {
    check ??= compileSchema(schema, matchHeader(piece.header, schema), csvDialect.parse(dialect));
    unreadable += piece.unreadable;
    for (const row of piece.rows) {
      records += 1;
      for (const { field = '', code } of check(row).reasons) {
        if (!broken.has(field)) broken.set(field, { code: code === 'required' ? code : 'type', record: records });
      }
      const value = row[keyAt];
      if (key === undefined || value === undefined) continue;
      if (seen.has(value)) again ??= { key, record: records };
      seen.add(value);
    }
  }
  return { unreadable, broken, again };
}

function loosen({ value, why }: Guessed<Field>, broken: Broken | undefined): Guessed<Field> {
  if (broken === undefined) return { value, why };
  const { constraints: _, ...field } = value;
  if (broken.code === 'required') return { value: field, why: `${why} but in record ${broken.record}` };
  const required = value.constraints === undefined ? {} : { constraints: value.constraints };
  return {
    value: { name: value.name, type: 'string', ...required },
    why: `text: at first ${why}, but not so in record ${broken.record}`,
  };
}

function explainKey(key: string | undefined, repeated: readonly string[] = []): string {
  const others = repeated.map((one) => `; ${one}`).join('');
  return key === undefined
    ? `no field is never blank and different in every record${others}. A file that comes twice is loaded twice`
    : `never blank, and different in every record${others}. Is it what names a record? Only you know`;
}

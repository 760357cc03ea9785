import { IntegratorError } from '../model/errors.js';
import type { MappingEntry } from '../model/mapping.js';
import type { Field } from '../model/table-schema.js';
import type { CheckedValue, CompiledField } from './compile-field.js';
import type { Lookup } from './lookup.js';
import { shownValue } from './shown-value.js';

interface LookedUp {
  /** The texts that stand for no value in the column the lookup goes by. */
  missing: ReadonlySet<string>;
  /** Undefined where the run has not brought the external file. */
  lookup: Lookup | undefined;
}

/**
 * Compiles a lookup: from the text in the column `by` to the value of `field`, which is the text of the mapping's
 * `column` in the record of the external file that has this key. Nothing to look up, or no file to look it up in, is no
 * value; a key the file lacks is refused.
 */
export function compileLookup(
  field: Field,
  { lookup: name = '', column = '', trim }: MappingEntry,
  { check, none }: CompiledField,
  { missing, lookup }: LookedUp,
): (text: string) => CheckedValue {
  if (lookup === undefined) return () => none;
  const { rows } = lookup;
  const texts = lookup.columns.get(column);
  if (texts === undefined) {
    const message = `The external file ${name} was read without its column ${JSON.stringify(column)}.`;
    throw new IntegratorError('external-file-invalid', message, { externalFile: name, column });
  }
  return (text) => {
    const key = trim === true ? text.trim() : text;
    if (missing.has(key)) return none;
    const row = rows.get(key);
    if (row === undefined) {
      const message = `expected a text that the external file ${name} has, got ${shownValue(key)}`;
      return { faults: [{ field: field.name, code: 'lookup', message }] };
    }
    const found = texts[row] ?? null;
    return found === null ? none : check(found);
  };
}

import type { Field } from '../../model/table-schema.js';
import { literal } from './digit-groups.js';

/**
 * What may stand around a number and be left out. No digits of any script, and nothing that may change the number:
 * signs and dashes, brackets (which accountants put around what is negative), < and >.
 */
const AROUND = '[^\\p{N}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Sm}]';

/**
 * Reads numbers that stand among other characters (Table Schema `bareNumber`: false): `€95`, `EUR 95`, `-$95`, `95 %`.
 * What is around is left out and changes nothing: 95 % is 95. `unsigned` is the source of a regular expression for the
 * number without its sign, `read` reads what is left. Where it is not sure what the number is there is none: `(95)`,
 * `95-`, `<95`, and `Rs.500`, which could be a half.
 */
export function bareNumber(
  { decimalChar = '.', groupChar }: Pick<Field, 'decimalChar' | 'groupChar'>,
  unsigned: string,
  read: (text: string) => string | undefined,
): (text: string) => string | undefined {
  const separators = [decimalChar, ...(groupChar === undefined ? [] : [groupChar])].map(literal).join('|');
  // A separator right before a digit belongs to the number; after a letter it may be the end of an abbreviation.
  const before = `(?:(?!(?:${separators})\\d)${AROUND})*`;
  const number = `(?!(?<=\\p{L})(?:${separators}))(${unsigned})`;
  const pattern = new RegExp(`^${before}(?:([+-])${before})?${number}${AROUND}*$`, 'u');
  return (text) => {
    const found = pattern.exec(text);
    // NaN and INF stand alone.
    return read(found === null ? text : `${found[1] ?? ''}${found[2] ?? ''}`);
  };
}

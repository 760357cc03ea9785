import type { Encoding } from '../../model/encoding.js';
import { fromByteText, toByteText } from './byte-text.js';
import { unescapeCopyText } from './copy-text.js';
import type { CharacterWriter } from './create-character-writer.js';
import { refuseValue } from './refuse-value.js';

/**
 * Finds the value that cannot be written in an encoding, in rows of COPY of which one has it.
 *
 * @throws IntegratorError `file-encoding` always
 */
export function refuseCharacter(
  rows: readonly string[],
  { columns, encoding }: { columns: readonly string[]; encoding: Encoding },
  characters: CharacterWriter,
): never {
  for (const [index, row] of rows.entries()) {
    for (const [column, field] of row.split('\t').entries()) {
      const text = unescapeCopyText(field);
      if (characters.encode(text) !== undefined) continue;
      refuseValue('file-encoding', { row: index + 1, column: columns[column] }, problemOf(text, encoding, characters));
    }
  }
  throw new Error('Every value can be written by itself, but not all of them together.');
}

function problemOf(text: string, encoding: Encoding, characters: CharacterWriter): string {
  const misfit = Array.from(fromByteText(text)).find(
    (character) => characters.encode(toByteText(character)) === undefined,
  );
  // Bytes that are no UTF-8 have become U+FFFD by now, which all of Unicode's encodings have.
  if (misfit === undefined) return 'the database sent bytes that are no UTF-8: correct the value there';
  const code = misfit.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `${encoding} has no character for U+${code} (${misfit}): set encoding to utf-8, or to one that has it`;
}

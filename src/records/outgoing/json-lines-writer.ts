import { createCharacterWriter } from './create-character-writer.js';
import { refuseCharacter } from './refuse-character.js';

/** Writes the records of an export as JSON lines (https://jsonlines.org): one JSON text a line, in UTF-8. */
export interface JsonLinesWriter {
  /**
   * Records, each ended by \n.
   *
   * @param rows rows of `COPY (SELECT row_to_json(…)) TO STDOUT (FORMAT text)` in UTF-8, as `latin1` strings without
   *   their line end
   * @throws IntegratorError `file-encoding`, with `details.row` (from 1, in `rows`), for bytes that are no UTF-8.
   */
  write(rows: readonly string[]): Buffer;
}

const ESCAPE = /\\(.)/gs;
/**
 * What COPY's escapes mean in JSON. A line end can only stand between its parts, in a value of the type json, which
 * PostgreSQL gives as it was typed: there a space means the same. Other control characters stand nowhere in JSON.
 */
const MEANINGS: Partial<Record<string, string>> = { '\\': '\\', n: ' ', r: ' ', t: '\t', N: 'null' };

export function createJsonLinesWriter(): JsonLinesWriter {
  const characters = createCharacterWriter('utf-8');
  return {
    write: (rows) => {
      const block = rows.map((row) => `${row}\n`).join('');
      const text = block.includes('\\')
        ? block.replace(ESCAPE, (_, escaped: string) => MEANINGS[escaped] ?? '')
        : block;
      return characters.encode(text) ?? refuseCharacter(rows, { columns: [], encoding: 'utf-8' }, characters);
    },
  };
}

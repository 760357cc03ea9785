/** What COPY's text format cannot hold as it is (PostgreSQL: COPY, Text Format). */
const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A row in COPY's text format, with its line end: numbers first, then texts, of which null is a value that is absent. No
 * other line end is in it.
 */
export function copyLine(numbers: readonly number[], texts: readonly (string | null)[]): string {
  let line = numbers.join('\t');
  for (const text of texts) {
    line += '\t';
    line += text === null ? '\\N' : escape(text);
  }
  return line + '\n';
}

function escape(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : value;
}

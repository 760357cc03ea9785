/** What COPY's text format cannot hold as it is (PostgreSQL: COPY, Text Format). */
const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A row in COPY's text format; null is a value that is absent. */
export function copyLine(values: readonly (string | number | null)[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) line += '\t';
    const value = values[index];
    if (typeof value === 'number') line += String(value);
    else line += value === null || value === undefined ? '\\N' : escape(value);
  }
  return line + '\n';
}

function escape(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character) : value;
}

/**
 * How `COPY … TO STDOUT (FORMAT text)` writes a field without a value. No other field holds these two characters in this
 * order, since a backslash of a value is doubled (https://www.postgresql.org/docs/current/sql-copy.html, File Formats).
 */
export const COPY_NULL = '\\N';

const ESCAPE = /\\(.)/gs;
const CONTROLS: Partial<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The value of a field of COPY's text format that is not null. */
export function unescapeCopyText(field: string): string {
  if (!field.includes('\\')) return field;
  return field.replace(ESCAPE, (_, character: string) => CONTROLS[character] ?? character);
}

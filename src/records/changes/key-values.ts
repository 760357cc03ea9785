/** PostgreSQL's escapes of its text format that a JSON text can hold: the backslash alone, for it escapes the rest. */
const ESCAPED = /\\\\/g;

/** The values of a key, as texts, from how a source or a state has it: JSON in PostgreSQL's text format, as bytes. */
export function keyValues(key: string): string[] {
  const json = Buffer.from(key.replaceAll(ESCAPED, '\\'), 'latin1').toString('utf8');
  return JSON.parse(json) as string[];
}

/** Values as a row of PostgreSQL's text format, as bytes (latin1). */
export function copyRow(values: readonly string[]): string {
  const escaped = values.map((value) => value.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? ''));
  return Buffer.from(escaped.join('\t'), 'utf8').toString('latin1');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

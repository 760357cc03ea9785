const ESCAPED: Partial<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** Values as a row of `COPY … TO STDOUT (FORMAT text)`, in the form in which rows are handled: a byte a character. */
export function copyRow(values: readonly (string | null)[]): string {
  const fields = values.map((value) =>
    value === null ? '\\N' : value.replaceAll(/[\b\f\n\r\t\v\\]/g, (character) => ESCAPED[character] ?? ''),
  );
  return Buffer.from(fields.join('\t')).toString('latin1');
}

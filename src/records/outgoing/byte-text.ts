// Records on their way out are handled as "byte texts": UTF-8 of which each byte is one character, as `latin1` makes
// it. Joining, searching and writing such a string costs a fraction of what decoding it and encoding it again would.

/** A text as a byte text. */
export function toByteText(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The text that a byte text stands for. */
export function fromByteText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

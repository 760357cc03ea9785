const MARKS: [string, number[]][] = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of the first bytes of a file, for eyes only: by its byte order mark, else as UTF-8, else as windows-1252,
 * which gives every byte a character. A run reads a file in the encoding its integration declares.
 */
export function decodePiece(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(bytes), encoding: marked };
  try {
    // Streamed: a character that the piece breaks off is no fault of the file.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

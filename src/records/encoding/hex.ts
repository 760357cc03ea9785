/** Bytes as people write them: `0xc3 0xa9`. */
export function hex(bytes: Buffer): string {
  return Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');
}

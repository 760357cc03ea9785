import { createHash } from 'node:crypto';

/** A run id that follows from what it is for, so that it is one run however often it is asked for: a UUID of version 8 (RFC 9562), made of a hash. */
export function runIdFrom(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(parts.join('\n')).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

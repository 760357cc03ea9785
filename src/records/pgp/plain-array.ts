/** A Buffer's slice() shares its memory where an array's slice() copies; the OpenPGP library counts on the copy. */
export function plainArray({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

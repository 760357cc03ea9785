/**
 * The greatest index not above `at` that does not cut a UTF-8 character (RFC 3629) of `bytes` in two. Bytes that are no
 * UTF-8 are left where they are: at most three bytes are looked back over.
 */
export function characterBoundary(bytes: Buffer, at: number): number {
  for (let lead = at - 1; lead >= 0 && lead >= at - 3; lead -= 1) {
    const byte = bytes[lead] ?? 0;
    if (byte < 0x80) {
      return at;
    }
    if (byte >= 0xc0) {
      return lead + characterLength(byte) > at ? lead : at;
    }
  }
  return at;
}

/** How many bytes the UTF-8 character takes that begins with `lead`. */
export function characterLength(lead: number): number {
  if (lead < 0xc0) {
    return 1;
  }
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/**
 * The beginning of a stream; what follows is not fetched.
 *
 * @param most how much is wanted, in bytes.
 * @returns at most so many bytes, and whether that is all there was.
 */
export async function readPiece(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const reader = stream.getReader();
  const bytes = new Uint8Array(most);
  let filled = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const fits = next.value.subarray(0, most - filled);
    bytes.set(fits, filled);
    filled += fits.length;
    if (fits.length === next.value.length) continue;
    await reader.cancel();
    return { bytes, whole: false };
  }
  return { bytes: bytes.subarray(0, filled), whole: true };
}

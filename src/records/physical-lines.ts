const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/*
 * A physical line ends with \r\n, \n or a lone \r (RFC 4180 and the habits of older systems), inside quotes as well:
 * that is how an editor numbers lines, and so how people find a record.
 */

/** Where the line that holds `from` ends: the index of its line end, or `to` when there is none before `to`. */
export function lineEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) {
    at += 1;
  }
  return at;
}

/** The index after the line end that stands at `at`; `at` itself when it is `to` already. */
export function afterLineEnd(bytes: Buffer, at: number, to: number): number {
  if (at >= to) {
    return to;
  }
  return bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED && at + 1 < to ? at + 2 : at + 1;
}

/** The start of the line after the one that holds `from`, or `to`. */
export function nextLine(bytes: Buffer, from: number, to: number): number {
  return afterLineEnd(bytes, lineEnd(bytes, from, to), to);
}

/** How many lines end in `from` … `to`, which must not cut a \r\n in two. */
export function countLineEnds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && !(at + 1 < to && bytes[at + 1] === LINE_FEED))) {
      count += 1;
    }
  }
  return count;
}

/**
 * The index after the last line end of `bytes`, 0 when there is none. A \r in the last place does not count: it may be
 * the first half of a \r\n that is still to come.
 */
export function afterLastLineEnd(bytes: Buffer): number {
  const lineFeed = bytes.lastIndexOf(LINE_FEED);
  const tail = bytes.subarray(lineFeed + 1, -1);
  return lineFeed + 1 + tail.lastIndexOf(CARRIAGE_RETURN) + 1;
}

/** The index after the text of the record that begins `bytes` and whose line end is over at `next`. */
export function withoutLineEnd(bytes: Buffer, next: number): number {
  if (bytes[next - 1] === LINE_FEED) {
    return bytes[next - 2] === CARRIAGE_RETURN ? next - 2 : next - 1;
  }
  return bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
}

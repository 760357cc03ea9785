import type { CheckedBytes } from './checked-bytes.js';
import { afterLastLineEnd } from './physical-lines.js';

/** A piece of a file: all that was read, of which lines are known to be whole up to `wholeLines`. */
export interface Piece {
  bytes: Buffer;
  wholeLines: number;
  /** Whether the file ends with it. */
  ended: boolean;
}

/** What was read and not yet taken. */
export function pieceOf({ bytes, ended }: CheckedBytes): Piece {
  return { bytes, ended, wholeLines: ended ? bytes.length : afterLastLineEnd(bytes) };
}

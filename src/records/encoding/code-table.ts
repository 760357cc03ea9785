import { CUT_OFF, NO_CHARACTER } from './character-reader.js';
import type { CharacterReader } from './character-reader.js';

/** What a sequence of bytes stands for: a code point above 0, NO_CHARACTER, or CUT_OFF where more bytes must follow. */
export type LooksUp = (sequence: Buffer) => number;

const UNKNOWN = 0;

/**
 * An encoding that extends ASCII by characters of one or more bytes, which it reads. `lookUp` is asked for a sequence
 * when it is met for the first time; the answers make a tree, one level for each byte.
 */
export class CodeTable implements CharacterReader {
  readonly extendsAscii = true;
  length = 1;
  /** An entry is UNKNOWN (not asked yet), a code point, NO_CHARACTER, or below that the node of the bytes that may follow. */
  readonly #nodes = [new Int32Array(256)];

  constructor(private readonly lookUp: LooksUp) {}

  read(bytes: Buffer, at: number): number {
    let node = this.#nodes[0];
    for (let end = at + 1; end <= bytes.length; end += 1) {
      let entry = node?.[bytes[end - 1] ?? 0] ?? UNKNOWN;
      if (entry === UNKNOWN) {
        entry = this.#learn(node, bytes.subarray(at, end));
      }
      if (entry >= NO_CHARACTER) {
        this.length = end - at;
        return entry;
      }
      node = this.#nodes[CUT_OFF - entry];
    }
    return CUT_OFF;
  }

  #learn(node: Int32Array | undefined, sequence: Buffer): number {
    let entry = this.lookUp(sequence);
    if (entry === CUT_OFF) {
      entry = CUT_OFF - this.#nodes.length;
      this.#nodes.push(new Int32Array(256));
    }
    if (node !== undefined) {
      node[sequence.at(-1) ?? 0] = entry;
    }
    return entry;
  }
}

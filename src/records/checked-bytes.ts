import { isUtf8 } from 'node:buffer';
import { characterBoundary, characterLength } from './character-boundary.js';
import { misfit, nulByte } from './encoding/encoding-error.js';
import { hex } from './encoding/hex.js';
import { countLineEnds } from './physical-lines.js';

/**
 * The bytes of a text in UTF-8 on their way to the parser: as many as are wanted at a time, each checked once to be UTF-8
 * without NUL before anyone reads it. csv-parse would turn bad bytes into U+FFFD without a word.
 */
export class CheckedBytes {
  /** What was read and not yet taken. */
  bytes: Buffer = Buffer.alloc(0);
  /** Where `bytes` begins in the file. */
  offset = 0;
  /** Whether `bytes` holds the end of the file. */
  ended = false;
  /** The line of the file on which `bytes` begins, from 1. */
  line = 1;
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #checked = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /**
   * Reads until `bytes` holds `wanted` bytes or the file ends.
   *
   * @throws IntegratorError `file-encoding`, `file-nul-byte`, with byte offset and line of the first bad byte
   */
  async fill(wanted: number): Promise<void> {
    const parts = [this.bytes];
    let length = this.bytes.length;
    while (length < wanted && !this.ended) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done === true) {
          this.ended = true;
          break;
        }
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, wanted - length);
      this.#rest = this.#rest.subarray(part.length);
      length += part.length;
      parts.push(part);
    }
    if (parts.length > 1) {
      this.bytes = Buffer.concat(parts, length);
    }
    this.#check();
  }

  /** Gives up the first `count` bytes; `line` is the line on which the rest begins. */
  take(count: number, line: number): void {
    this.bytes = this.bytes.subarray(count);
    this.offset += count;
    this.line = line;
    this.#checked = Math.max(0, this.#checked - count);
  }

  /** Tells the source that no more is wanted, so that it can close its file. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #check(): void {
    const to = this.ended ? this.bytes.length : characterBoundary(this.bytes, this.bytes.length);
    const fresh = this.bytes.subarray(this.#checked, to);
    const nul = fresh.indexOf(0);
    const bad = isUtf8(fresh) ? -1 : firstBadByte(fresh);
    const first = this.offset === 0 && this.#checked === 0;
    if (bad >= 0 && (nul < 0 || bad < nul)) {
      const cutOff = this.ended && bad + characterLength(fresh[bad] ?? 0) > fresh.length;
      const found = cutOff
        ? 'the end of the file inside a character'
        : `a byte that is none (${hex(fresh.subarray(bad, bad + 1))})`;
      throw misfit({ declared: 'utf-8', found, ...this.#place(this.#checked + bad), bytes: fresh, first });
    }
    if (nul >= 0) {
      throw nulByte({ declared: 'utf-8', ...this.#place(this.#checked + nul), bytes: fresh, first });
    }
    this.#checked = Math.max(this.#checked, to);
  }

  #place(at: number): { byteOffset: number; line: number } {
    return { byteOffset: this.offset + at, line: this.line + countLineEnds(this.bytes, 0, at) };
  }
}

function firstBadByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const next = at + characterLength(bytes[at] ?? 0);
    if (!isUtf8(bytes.subarray(at, next))) {
      return at;
    }
    at = next;
  }
  return -1;
}

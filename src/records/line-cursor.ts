import { countLineEnds } from './physical-lines.js';

/** Counts the lines of `bytes` from front to back. */
export class LineCursor {
  #at = 0;

  constructor(
    private readonly bytes: Buffer,
    private line: number,
  ) {}

  /** The line on which `at` stands; `at` never goes back. */
  at(at: number): number {
    this.line += countLineEnds(this.bytes, this.#at, at);
    this.#at = at;
    return this.line;
  }

  /** Says that `at` stands on `line`, where it is known already. */
  moveTo(at: number, line: number): void {
    this.#at = at;
    this.line = line;
  }
}

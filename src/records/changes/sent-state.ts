import { lineBlocks } from './line-blocks.js';

/** A record that was acknowledged: its key, and a hash of what was sent of it. */
export interface SentRecord {
  key: string;
  hash: string;
}

/** As a line of a state's file, which has one for each record, in the order of the keys' bytes. */
export function sentLine({ key, hash }: SentRecord): string {
  return `${key}\t${hash}`;
}

/** The record that a line of a state's file tells of. */
export function readSentLine(line: string): SentRecord {
  const tab = line.indexOf('\t');
  return { key: line.slice(0, tab), hash: line.slice(tab + 1) };
}

/** Goes through a state record by record, without waiting for each. */
export class SentStateReader {
  readonly #blocks: AsyncIterator<string[]>;
  #block: readonly string[] = [];
  #position = 0;
  #current: SentRecord | undefined;

  /** @param content of the state's file; none where nothing was sent yet. */
  constructor(content: AsyncIterable<Buffer> | undefined) {
    this.#blocks = (content === undefined ? nothing() : lineBlocks(content))[Symbol.asyncIterator]();
  }

  /** The record it is at; undefined before the first `advance` and after the end. */
  get current(): SentRecord | undefined {
    return this.#current;
  }

  /** Goes on to the next record. Only where it answers a promise is there something to wait for. */
  advance(): Promise<void> | undefined {
    if (this.#position < this.#block.length) {
      this.#take();
      return undefined;
    }
    return this.#refill();
  }

  async #refill(): Promise<void> {
    const next = await this.#blocks.next();
    [this.#block, this.#position] = [next.done === true ? [] : next.value, 0];
    if (next.done === true) this.#current = undefined;
    else this.#take();
  }

  #take(): void {
    this.#current = readSentLine(this.#block[this.#position++] ?? '');
  }
}

async function* nothing(): AsyncGenerator<string[]> {
  // No record.
}

import { IntegratorError } from '../../model/errors.js';
import type { SendKind } from '../../model/run.js';
import { SentStateReader, type SentRecord } from './sent-state.js';

/** How many records there were of each kind. */
export interface ChangeCounts {
  read: number;
  inserted: number;
  updated: number;
  /** The same as they were sent before: sent again by Send All, left out by Send Changed. */
  unchanged: number;
  /** Sent before and not there any more. */
  gone: number;
}

/** What a comparison says of a record of the source. */
export interface Comparison {
  kind: 'inserted' | 'updated' | 'unchanged';
  /** Whether this send brings it. */
  isSent: boolean;
  /** The hash of what was acknowledged of it. */
  before: string | undefined;
}

/**
 * Compares the records of a source with those that were acknowledged (Send All, Send Changed): both come in the order of
 * their keys, so that memory does not grow with their number.
 */
export class ChangeDetector {
  readonly counts: ChangeCounts = { read: 0, inserted: 0, updated: 0, unchanged: 0, gone: 0 };
  readonly #state: SentStateReader;
  #isAtStart = true;
  #last = '';

  /**
   * @param send what is sent of those that are unchanged.
   * @param onGone is told of each record that is gone, in the order of the keys.
   */
  constructor(
    state: AsyncIterable<Buffer> | undefined,
    private readonly send: SendKind,
    private readonly onGone: (record: SentRecord) => void,
  ) {
    this.#state = new SentStateReader(state);
  }

  /**
   * Takes the next records of the source.
   *
   * @throws IntegratorError `source-invalid` when two have the same key, or they are not in order.
   */
  async compare<Source extends SentRecord>(
    records: readonly Source[],
    take: (record: Source, comparison: Comparison) => void,
  ): Promise<void> {
    if (this.#isAtStart) await this.#begin();
    for (const record of records) {
      this.#requireOrder(record.key);
      for (let old = this.#state.current; old !== undefined && old.key < record.key; old = this.#state.current) {
        this.#noteGone(old);
        const waiting = this.#state.advance();
        if (waiting !== undefined) await waiting;
      }
      const before = this.#hashBefore(record.key);
      const kind = before === undefined ? 'inserted' : before === record.hash ? 'unchanged' : 'updated';
      if (kind !== 'inserted') {
        const waiting = this.#state.advance();
        if (waiting !== undefined) await waiting;
      }
      this.counts[kind]++;
      take(record, { kind, isSent: kind !== 'unchanged' || this.send === 'all', before });
    }
  }

  /** To be called when the source has no more records: what is left of the state is gone. */
  async finish(): Promise<void> {
    if (this.#isAtStart) await this.#begin();
    for (let old = this.#state.current; old !== undefined; old = this.#state.current) {
      this.#noteGone(old);
      await this.#state.advance();
    }
  }

  async #begin(): Promise<void> {
    this.#isAtStart = false;
    await this.#state.advance();
  }

  #hashBefore(key: string): string | undefined {
    const old = this.#state.current;
    return old?.key === key ? old.hash : undefined;
  }

  #noteGone(record: SentRecord): void {
    this.counts.gone++;
    this.onGone(record);
  }

  #requireOrder(key: string): void {
    const number = ++this.counts.read;
    if (key > this.#last) {
      this.#last = key;
      return;
    }
    const message =
      key === this.#last
        ? `Records ${number - 1} and ${number} of the source, in the order of primaryKey, have the same key. primaryKey must name one record: add fields to it, or have the query give each once.`
        : `The source gives its records in another order than that of their keys' bytes: its database must be UTF8.`;
    throw new IntegratorError('source-invalid', message);
  }
}

import type { Reached } from './note-progress.js';
import { ChangeDetector, type ChangeCounts } from '../records/changes/change-detector.js';
import { sourceRows, type SourceRow } from '../records/changes/source-rows.js';
import { loopTurn } from '../records/loop-turn.js';
import type { SendKind } from '../model/run.js';
import type { NewState } from '../store/state-files.js';

/** Writes records as they leave: rows of PostgreSQL's text format. */
export interface RecordWriter {
  header?(): Buffer;
  write(rows: readonly string[]): Buffer;
}

/** What a collecting works with. */
export interface CollectingOptions {
  send: SendKind;
  /** What was acknowledged before; undefined where nothing was, or where nothing names a record. */
  base: AsyncIterable<Buffer> | undefined;
  /** Takes the state as it will be when all is acknowledged; undefined where nothing names a record. */
  state: NewState | undefined;
  /** Takes the keys that are gone; undefined where they are not told. */
  gone: NewState | undefined;
  writer: RecordWriter;
  /** Told how many records were read. */
  progress: Reached;
}

/** Reads all records of a source, compares them with those that were acknowledged, and gives those to be sent. */
export class Collecting {
  /** Records to be sent. */
  sent = 0;
  private readonly detector: ChangeDetector;
  private goneKeys: string[] = [];

  constructor(private readonly options: CollectingOptions) {
    const { base, send, gone } = options;
    this.detector = new ChangeDetector(base, send, ({ key }) => {
      if (gone !== undefined) this.goneKeys.push(key);
    });
  }

  get counts(): ChangeCounts {
    return this.detector.counts;
  }

  /** The records to be sent, as they leave. What is counted is complete at its end. */
  async *content(copied: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const { writer, state, progress } = this.options;
    const header = writer.header?.();
    if (header !== undefined && header.length > 0) yield header;
    for await (const rows of sourceRows(copied)) {
      await loopTurn();
      const sent = state === undefined ? this.takeAll(rows) : await this.compare(rows, state);
      this.sent += sent.length;
      progress.records = this.counts.read;
      if (sent.length > 0) yield writer.write(sent);
    }
    if (state !== undefined) await this.detector.finish();
    await this.writeGone();
  }

  /** Without keys nothing can be compared: every record is sent, as a new one. */
  private takeAll(rows: readonly SourceRow[]): string[] {
    this.counts.read += rows.length;
    this.counts.inserted += rows.length;
    return rows.map(({ content }) => content);
  }

  private async compare(rows: readonly SourceRow[], state: NewState): Promise<string[]> {
    const sent: string[] = [];
    await this.detector.compare(rows, ({ content }, { isSent }) => {
      if (isSent) sent.push(content);
    });
    await state.write(rows.map(({ sentLine }) => sentLine));
    await this.writeGone();
    return sent;
  }

  private async writeGone(): Promise<void> {
    if (this.goneKeys.length === 0) return;
    await this.options.gone?.write(this.goneKeys);
    this.goneKeys = [];
  }
}

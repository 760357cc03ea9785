import type { Reached } from './note-progress.js';
import type { HttpEndpoint } from '../connections/http/http-endpoint.js';
import { IntegratorError } from '../model/errors.js';
import type { RecordsTarget } from '../model/export-target.js';
import { lineBlocks } from '../records/changes/line-blocks.js';
import type { Progress } from '../store/collected.js';
import type { Database } from '../store/database.js';
import { noteSent } from '../store/export-rejects.js';
import type { NewReject } from '../store/rejects.js';

/** What a sending works with. */
export interface SendingOptions {
  database: Database;
  run: string;
  /** The turn of this attempt. */
  turn: number;
  endpoint: HttpEndpoint;
  target: RecordsTarget;
  /** How far an attempt before has come. */
  progress: Progress;
  /** Told how many records have arrived. */
  reached: Reached;
  signal: AbortSignal;
}

type Reject = Pick<NewReject, 'record' | 'raw' | 'reasons' | 'key'>;

/** Sends records in batches. Each is accounted for before the next one leaves: it has arrived, or was refused. */
export class Sending {
  /** Records that were refused in this attempt. */
  refused = 0;
  private progress: Progress;

  constructor(private readonly options: SendingOptions) {
    this.progress = options.progress;
    options.reached.records = options.progress.records;
  }

  /** @param lines one JSON text a line. */
  async sendRecords(lines: AsyncIterable<Buffer>): Promise<void> {
    const { path } = this.options.target.records;
    for await (const { after, records } of this.batches(lines, this.progress.records)) {
      const rejects = await this.send(path, 'record', after, records);
      await this.note({ ...this.progress, records: after + records.length }, rejects);
    }
  }

  /** A deletion that is refused fails the run: there is no record to correct. */
  async sendDeletes(lines: AsyncIterable<Buffer>): Promise<void> {
    const { deletedPath } = this.options.target.records;
    for await (const { after, records } of this.batches(lines, this.progress.deletes)) {
      const [first] = await this.send(deletedPath, 'deletion', after, records);
      if (first !== undefined) {
        const said = first.reasons.map(({ message }) => message).join('; ');
        throw new IntegratorError('target-refused', `The deletion of ${first.raw.slice(0, 200)} was refused: ${said}`);
      }
      await this.note({ ...this.progress, deletes: after + records.length }, []);
    }
  }

  /** Batches of the records behind the first `done` ones. */
  private async *batches(
    lines: AsyncIterable<Buffer>,
    done: number,
  ): AsyncGenerator<{ after: number; records: string[] }> {
    const { batchSize } = this.options.target.records;
    let after = done;
    let waiting: string[] = [];
    let passed = 0;
    for await (const block of lineBlocks(lines)) {
      const fresh = block.slice(Math.max(0, done - passed));
      passed += block.length;
      waiting.push(...fresh);
      for (; waiting.length >= batchSize; after += batchSize) {
        yield { after, records: waiting.slice(0, batchSize).map(decode) };
        waiting = waiting.slice(batchSize);
      }
    }
    if (waiting.length > 0) yield { after, records: waiting.map(decode) };
  }

  /** Sends a batch. One that is refused as a whole is divided, until it is known which records are at fault. */
  private async send(
    path: string | undefined,
    what: string,
    after: number,
    records: readonly string[],
  ): Promise<Reject[]> {
    const { endpoint, run, signal } = this.options;
    const idempotencyKey = `${run}/${what}/${after + 1}-${after + records.length}`;
    const answer = await endpoint.sendBatch({ ...(path && { path }), records, idempotencyKey }, signal);
    if (!('refused' in answer)) {
      return answer.rejected.map(({ index, message }) => reject(after + index + 1, records[index] ?? '', message));
    }
    if (records.length === 1) return [reject(after + 1, records[0] ?? '', answer.refused.message)];
    const half = Math.ceil(records.length / 2);
    const first = await this.send(path, what, after, records.slice(0, half));
    return [...first, ...(await this.send(path, what, after + half, records.slice(half)))];
  }

  private async note(progress: Progress, rejects: readonly Reject[]): Promise<void> {
    const { database, run, turn, reached } = this.options;
    if (!(await noteSent(database, run, turn, progress, rejects))) {
      throw new IntegratorError('superseded', 'A later attempt sends the records, or the run has ended.');
    }
    this.progress = progress;
    reached.records = progress.records;
    this.refused += rejects.length;
  }
}

function reject(record: number, raw: string, message: string): Reject {
  return { record, raw, reasons: [{ code: 'target-refused', message }], key: null };
}

function decode(line: string): string {
  return Buffer.from(line, 'latin1').toString('utf8');
}

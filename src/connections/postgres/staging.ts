import type pg from 'pg';

import { copyLine } from './copy-line.js';
import { CopyText } from './copy-text.js';
import { columnList, RECORD, STAGING, type LoadTarget } from './load-target.js';
import { copyFaultLine, describeRefusal, isRecordFault, type RecordRefusal } from './record-refusal.js';

/** A record that goes into the staging table. */
export interface StagedRecord {
  number: number;
  line: number;
  byteOffset: number;
  values: readonly (string | null)[];
}

/** Rows are sent in pieces of about so many bytes: large enough for few turns, small enough to be sent again. */
const PIECE_BYTES = 4 * 1024 ** 2;

/** Rows on their way into the staging table: the numbers of their records, and their text, one line each. */
interface Piece {
  records: number[];
  text: Buffer[];
}

/** Makes the staging table: the target's columns with their types, so that what they refuse is refused here. */
export async function createStaging(client: pg.Client, { fields, table }: LoadTarget): Promise<void> {
  await client.query(
    `create temporary table integrator_staging on commit drop as
     select 0::bigint as ${RECORD}, 0::bigint as "integrator line", 0::bigint as "integrator byte offset",
       ${columnList(fields)}
     from ${table} with no data`,
  );
}

/**
 * Fills the staging table by COPY, one piece while the next one is read and checked. A row that its columns refuse costs
 * the rows around it a second turn and is told; the others are staged.
 */
export class StagingWriter {
  /** Rows that are in the staging table, as the server counted them. */
  rowCount = 0;
  private piece: Piece = { records: [], text: [] };
  private bytes = 0;
  private refusals: RecordRefusal[] = [];
  private sending: Promise<void> = Promise.resolve();
  private isSending = false;
  private failure: Error | undefined;

  constructor(private readonly client: pg.Client) {}

  /** Whether the session is busy with a piece. */
  get busy(): boolean {
    return this.isSending;
  }

  /** How many rows were refused so far. */
  get refused(): number {
    return this.refusals.length;
  }

  /** Takes records; resolves when there is room for more. */
  async add(records: readonly StagedRecord[]): Promise<void> {
    let text = '';
    for (const { number, line, byteOffset, values } of records) {
      this.piece.records.push(number);
      text += copyLine([number, line, byteOffset], values);
    }
    // Bytes at once: a million small strings would keep the garbage collector busier than all the rest.
    const bytes = Buffer.from(text);
    this.piece.text.push(bytes);
    this.bytes += bytes.length;
    if (this.bytes >= PIECE_BYTES) await this.flush();
  }

  /** Waits until all is staged. @returns what was refused. */
  async finish(): Promise<RecordRefusal[]> {
    await this.flush();
    await this.flush();
    return this.refusals;
  }

  /** Sends what has gathered, once the piece before is through. */
  private async flush(): Promise<void> {
    await this.sending;
    if (this.failure !== undefined) throw this.failure;
    const { piece } = this;
    this.piece = { records: [], text: [] };
    this.bytes = 0;
    if (piece.records.length === 0) return;
    this.isSending = true;
    this.sending = this.send(piece)
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        this.isSending = false;
      });
  }

  private async send(piece: Piece): Promise<void> {
    const refused = await this.copy(piece);
    if (refused === undefined) return;
    const lines = Buffer.concat(piece.text).toString().split('\n');
    const part = (from: number, to: number): Piece => ({
      records: piece.records.slice(from, to),
      text: [Buffer.from(lines.slice(from, to).join('\n') + '\n')],
    });
    // Those before the one that was refused would be taken.
    const good = [part(0, refused)];
    // As many as went well between two refusals; doubled each time all go well.
    let count = Math.max(refused, 1);
    for (let at = refused + 1; at < piece.records.length;) {
      const to = Math.min(at + count, piece.records.length);
      const next = await this.copy(part(at, to), { stays: false });
      good.push(part(at, next === undefined ? to : at + next));
      count = next === undefined ? count * 2 : Math.max(next, 1);
      at = next === undefined ? to : at + next + 1;
    }
    await this.copy(joined(good));
  }

  /**
   * Stages the rows, or none of them; also none where they are not to stay, but only to be tried: each piece that stays
   * holds a lock of the server until the end. @returns the index of the row that was refused, if one was.
   */
  private async copy({ records, text }: Piece, { stays } = { stays: true }): Promise<number | undefined> {
    await this.client.query('savepoint piece');
    const copy = new CopyText(`copy ${STAGING} from stdin`, text);
    this.client.query(copy);
    try {
      const taken = await copy.rowCount;
      if (stays) this.rowCount += taken;
      await this.client.query(`${stays ? '' : 'rollback to savepoint piece;'} release savepoint piece`);
      return undefined;
    } catch (error) {
      const index = isRecordFault(error) ? (copyFaultLine(error) ?? 0) - 1 : -1;
      const record = records[index];
      if (!isRecordFault(error) || record === undefined) throw error;
      await this.client.query('rollback to savepoint piece; release savepoint piece');
      this.refusals.push({ record, reason: describeRefusal(error) });
      return index;
    }
  }
}

function joined(pieces: readonly Piece[]): Piece {
  const some = pieces.filter(({ records }) => records.length > 0);
  return { records: some.flatMap(({ records }) => records), text: some.flatMap(({ text }) => text) };
}

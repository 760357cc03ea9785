import type { LoadMode } from '../../../src/model/import-integration.js';
import type { ErrorCode } from '../../../src/model/errors.js';
import type { SeededRandom } from '../../exactly-once/support/seeded-random.js';

/** What the target holds: the texts of its rows, by their ids. */
export type Rows = ReadonlyMap<string, string>;

/** A file, and what must become of it. */
export interface ImportContent {
  csv: string;
  /** The target when it is loaded, and how many of its records are refused. */
  after: Rows;
  read: number;
  rejected: number;
  /** Set where the whole file is refused. */
  refused?: ErrorCode;
}

const HEADER = 'id,name,rate,note';
const NOTE = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(40);

/** How often a file is refused as a whole, and a record is. */
const REFUSED_SHARE = 0.1;
const BAD_SHARE = 0.08;
/** A file has so many records, and a note so many characters, at most. */
const RECORDS = 2500;
const WIDTH = 900;
/** An upsert's records have ids of so many. */
const IDS = 4000;

/**
 * The next file of a stream: good records and bad ones, and sometimes one that is refused as a whole.
 *
 * @param nth of the stream; the ids of inserts follow from it, since what comes twice would be there twice.
 */
export function makeImportContent(random: SeededRandom, mode: LoadMode, before: Rows, nth: number): ImportContent {
  const lines: string[] = [];
  const after = new Map(mode === 'replace' ? [] : before);
  const count = 1 + random.below(RECORDS);
  const width = random.below(WIDTH);
  const isWhole = !random.chance(REFUSED_SHARE);
  // A replacement with rejects is refused.
  const badShare = mode === 'replace' && isWhole ? 0 : BAD_SHARE;
  const first = mode === 'insert' ? nth * RECORDS : random.below(IDS);
  let rejected = 0;
  for (let index = 0; index < count; index++) {
    const id = `P${String(mode === 'insert' ? first + index : (first + index) % IDS).padStart(7, '0')}`;
    const text = `${id},Person ${random.below(3)},${random.below(1000)},${NOTE.slice(0, width)}`;
    if (random.chance(badShare)) {
      lines.push(`${id},,minus one,`);
      rejected += 1;
    } else {
      lines.push(text);
      after.set(id, text);
    }
  }
  if (isWhole) return { csv: fileOf(HEADER, lines), after, read: count, rejected };
  if (mode === 'replace' && rejected > 0) {
    return { csv: fileOf(HEADER, lines), after: before, read: count, rejected, refused: 'replace-with-rejects' };
  }
  const csv = fileOf(HEADER.replace('name', 'nom'), lines);
  return { csv, after: before, read: 0, rejected: 0, refused: 'header-invalid' };
}

function fileOf(header: string, lines: readonly string[]): string {
  return `${header}\n${lines.join('\n')}\n`;
}

import type { RunCounts } from '../../../src/model/run.js';
import type { LoadMode } from '../../../src/model/import-integration.js';
import { FORBIDDEN, CLOSED, type Row } from './people.js';
import { SeededRandom } from './seeded-random.js';

/** A record that must be refused: as the store must have it. */
export interface ExpectedReject {
  record: number;
  line: number;
  byteOffset: number;
  raw: string;
  code: string;
}

/** A file, and everything that must have become of its records when its run has ended. */
export interface GeneratedFile {
  mode: LoadMode;
  csv: Buffer;
  /** What the target has before, and after. */
  before: Row[];
  after: Row[];
  rejects: ExpectedReject[];
  counts: RunCounts;
}

export interface FileSize {
  records: number;
  /** Characters of the longest field. */
  width: number;
}

const MODES: readonly LoadMode[] = ['upsert', 'insert', 'replace', 'upsert', 'insert'];

/** Texts that CSV and COPY have to take care of. */
const AWKWARD = ['', '\\N', 'a\\b\tc', 'Müller, "Söhne"', 'two\nlines', '日本 🚲', "O'Brien", 'x\r\ny'];

/** A text that does not compress well, to take pieces of. */
const NOISE = ((random) => Array.from({ length: 50_000 }, () => random.next().toString(36).slice(2)).join(''))(
  new SeededRandom(1),
);

/** How often a record is of another kind than good. */
const BAD_SHARE = 0.12;

/** What makes a record bad, and the code it is refused with. */
const FAULTS: Record<string, (row: Row) => string> = {
  type: (row) => line({ ...row, rate: 'abc' }),
  required: (row) => line({ ...row, name: '' }),
  pattern: (row) => line({ ...row, id: 'X1' }),
  minimum: (row) => line({ ...row, rate: '-1' }),
  'field-count': ({ id }) => `${id},too few`,
  // Without a line end inside: such a record is refused as its first line.
  'quote-misplaced': (row) => `"Bro"ken${line({ ...row, note: null })}`,
  'target-check': (row) => line({ ...row, name: FORBIDDEN }),
  'target-type': (row) => line({ ...row, code: 'longer than eight' }),
};

/** Read in several blocks, staged in one piece. */
export const SMALL: FileSize = { records: 1500, width: 300 };
/** So long that it is staged in several pieces, and takes a while to be received, decrypted and unzipped. */
export const LARGE: FileSize = { records: 1500, width: 4000 };

/** The mode a file of this seed is loaded in. */
export function modeOf(seed: number): LoadMode {
  return MODES[seed % MODES.length]!;
}

/**
 * Makes a file of good records, bad ones of each kind, excluded ones and duplicates, all by the seed. One that is to
 * replace the target has good ones only: it would be refused.
 */
export function generateFile(seed: number, { records, width }: FileSize, mode = modeOf(seed)): GeneratedFile {
  return new Generator(seed, width, mode).generate(records);
}

class Generator {
  private readonly random: SeededRandom;
  private readonly lines: string[] = [];
  private readonly rejects: ExpectedReject[] = [];
  private readonly before: Row[] = [];
  private readonly good: Row[] = [];
  private counts = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0, excluded: 0 };
  private atLine = 1;
  private atByte = 0;

  constructor(
    seed: number,
    private readonly width: number,
    private readonly mode: LoadMode,
  ) {
    this.random = new SeededRandom(seed);
  }

  generate(records: number): GeneratedFile {
    this.write('id,name,rate,born,code,department,note');
    for (let number = 1; number <= records; number++) this.add(number);
    const others = Array.from({ length: 50 }, (_, index) => this.row(900_000 + index));
    if (this.mode === 'replace') this.counts.deleted = others.length;
    const stays = this.mode === 'insert' ? [...this.before, ...others] : this.mode === 'upsert' ? others : [];
    const { inserted, updated } = this.counts;
    return {
      mode: this.mode,
      csv: Buffer.from(this.lines.join('')),
      before: [...this.before, ...others],
      after: [...this.good, ...stays],
      rejects: this.rejects,
      counts: { read: records, applied: inserted + updated, ...this.counts },
    };
  }

  private add(number: number): void {
    const row = this.row(number);
    const earlier = this.good.length > 0 && this.mode !== 'replace' ? this.random.pick(this.good) : undefined;
    const kind = this.random.next();
    if (kind < BAD_SHARE && this.mode !== 'replace') this.addBad(number, row);
    else if (kind > 0.95 && this.mode !== 'replace') this.addExcluded(row);
    else if (kind > 0.92 && earlier !== undefined) this.addRepeated(number, row, earlier);
    else this.addGood(row);
  }

  /** Without a key, a record that stands in the file twice is there twice. */
  private addRepeated(number: number, row: Row, earlier: Row): void {
    if (this.mode === 'insert') this.addGood(earlier);
    else this.refuse(number, line({ ...row, id: earlier.id }), 'duplicate-key');
  }

  private addBad(number: number, row: Row): void {
    const code = this.random.pick(Object.keys(FAULTS));
    this.refuse(number, FAULTS[code]!(row), code);
  }

  private refuse(record: number, raw: string, code: string): void {
    this.rejects.push({ record, line: this.atLine, byteOffset: this.atByte, raw, code });
    this.counts.rejected += 1;
    this.write(raw);
  }

  private addExcluded(row: Row): void {
    this.counts.excluded += 1;
    this.write(line({ ...row, department: CLOSED }));
  }

  /** A quarter of them is in the target as it is, a quarter otherwise. Without a key, that is no matter. */
  private addGood(row: Row): void {
    const there = this.random.below(4);
    if (there === 0) this.before.push(row);
    if (there === 1) this.before.push({ ...row, note: 'before' });
    const effect = this.mode === 'insert' ? 'inserted' : (['unchanged', 'updated'] as const)[there];
    this.counts[effect ?? 'inserted'] += 1;
    this.good.push(row);
    this.write(line(row));
  }

  private row(number: number): Row {
    const { random, width } = this;
    const day = String(1 + random.below(28)).padStart(2, '0');
    const start = random.chance(0.2) ? random.pick(AWKWARD) : '';
    const noise = random.below(NOISE.length - width);
    const note = start + NOISE.slice(noise, noise + width);
    return {
      id: `P${String(number).padStart(6, '0')}`,
      name: `Person ${number}`,
      rate: `${random.below(1000)}.5`,
      born: random.chance(0.1) ? null : `1990-01-${day}`,
      code: random.chance(0.1) ? null : random.below(10 ** 8).toString(36),
      department: random.pick(['Bakery', 'Deli', 'Fish']),
      note,
    };
  }

  private write(text: string): void {
    const written = `${text}\n`;
    this.lines.push(written);
    this.atLine += written.split(/\r\n|\n/).length - 1;
    this.atByte += Buffer.byteLength(written);
  }
}

function line(row: Row): string {
  return [row.id, row.name, row.rate, row.born, row.code, row.department, row.note].map(quoted).join(',');
}

function quoted(text: string | null): string {
  if (text === null) return '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

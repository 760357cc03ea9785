import { IntegratorError } from '../model/errors.js';
import type { ExternalFile } from '../model/external-file.js';
import type { Mapping } from '../model/mapping.js';
import type { CsvFile, RecordBlock } from './csv-file.js';
import type { CsvRecord } from './record-block.js';

/** An external file in memory: by column, for a lookup needs few of them, and a text of each record is all it keeps. */
export interface Lookup {
  /** The record of each key, as an index into the columns. */
  rows: ReadonlyMap<string, number>;
  /** The texts of each column that is asked for, by its name; null where the file has none. */
  columns: ReadonlyMap<string, readonly (string | null)[]>;
}

/** More would not fit beside a load. */
export const MAX_LOOKUP_RECORDS = 1_000_000;

/**
 * Reads an external file to look up in: its key, and the columns that `mapping` asks of it. A record without a key is
 * left out, since nothing could find it. The file is closed, however this ends.
 *
 * @param opening the file, or its opening, so that what is wrong with it is told of the external file
 * @throws IntegratorError `external-file-invalid`, with the name of the external file, and the line where there is one,
 *   for a file that cannot be read, a column that is not there, a record that cannot be read, a key that stands twice,
 *   and more than `MAX_LOOKUP_RECORDS` records
 */
export async function readLookup(
  opening: CsvFile | Promise<CsvFile>,
  declared: ExternalFile,
  mapping: Mapping,
): Promise<Lookup> {
  try {
    const file = await opening;
    try {
      return await new LookupReader(file.header ?? [], declared, mapping).read(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof IntegratorError ? namedError(declared, error) : error;
  }
}

class LookupReader {
  private readonly rows = new Map<string, number>();
  private readonly lines: number[] = [];
  private readonly keyPosition: number;
  private readonly columns: { name: string; position: number; texts: (string | null)[] }[];

  constructor(
    header: string[],
    private readonly declared: ExternalFile,
    mapping: Mapping,
  ) {
    this.keyPosition = positionOf(header, declared.key);
    const asked = Object.values(mapping).flatMap(({ lookup, column }) => (lookup === declared.name ? column : []));
    const names = [...new Set(asked)].filter((name) => name !== undefined);
    this.columns = names.map((name) => ({ name, position: positionOf(header, name), texts: [] }));
  }

  async read(file: CsvFile): Promise<Lookup> {
    for await (const block of file.blocks) this.take(block);
    return { rows: this.rows, columns: new Map(this.columns.map(({ name, texts }) => [name, texts])) };
  }

  private take({ records, rejects }: RecordBlock): void {
    const [reject] = rejects;
    if (reject !== undefined) {
      throw refusal(`line ${reject.line} cannot be read: ${reject.reasons[0]?.message ?? ''}`, { line: reject.line });
    }
    for (const record of records) this.keep(record);
  }

  /** Keys and texts are content of a file: a message tells of lines only. */
  private keep({ fields, line }: CsvRecord): void {
    const { nullSequence } = this.declared.dialect;
    const key = fields[this.keyPosition] ?? '';
    if (key === '' || key === nullSequence) return;
    const row = this.lines.length;
    const earlier = this.rows.get(key);
    if (earlier !== undefined) {
      const first = this.lines[earlier] ?? 0;
      throw refusal(`the key of line ${line} stands in line ${first} already`, { line, earlierLine: first });
    }
    if (row === MAX_LOOKUP_RECORDS) {
      throw refusal(`it has more than ${MAX_LOOKUP_RECORDS} records`, { line, limit: MAX_LOOKUP_RECORDS });
    }
    this.rows.set(key, row);
    this.lines.push(line);
    for (const { position, texts } of this.columns) {
      const text = fields[position] ?? '';
      texts.push(text === nullSequence ? null : text);
    }
  }
}

function positionOf(header: string[], name: string): number {
  const position = header.indexOf(name);
  if (position < 0 || header.lastIndexOf(name) !== position) {
    const names = header.map((one) => JSON.stringify(one)).join(', ');
    throw refusal(`expected the column ${JSON.stringify(name)} once in its header, got ${names}`, { column: name });
  }
  return position;
}

function refusal(message: string, details: Record<string, unknown>): IntegratorError {
  return new IntegratorError('external-file-invalid', message, details);
}

function namedError({ name }: ExternalFile, { message, details }: IntegratorError): IntegratorError {
  const said = `The external file ${name} cannot be used: ${message}.`;
  return refusal(said, { ...details, externalFile: name });
}

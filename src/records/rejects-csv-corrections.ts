import type { CsvRecord } from './csv-file.js';
import { openCsv } from './csv-file.js';
import { restoreFormula } from './rejects-csv-formulas.js';
import { OWN_COLUMNS, readColumnName } from './rejects-csv.js';
import { CorrectionIssues } from '../model/correction-issues.js';
import type { Correction } from '../model/correction.js';
import { csvDialect } from '../model/csv-dialect.js';

const ADVICE = 'Download the rejects as CSV, correct its rows, and send it as UTF-8 with commas.';
const [RECORD] = OWN_COLUMNS;

/** Where the columns of an uploaded CSV stand. */
interface Layout {
  /** Of the record numbers. */
  record: number;
  /** Of the columns of the file: name and position. */
  columns: (readonly [name: string, position: number])[];
}

/**
 * Reads the CSV of rejects as it comes back corrected: rows may be missing, columns may be missing or stand in another
 * order. Empty rows do not count.
 *
 * @param columns the names of the columns of the file whose records were refused.
 * @param maxBytes the longest row, in bytes.
 * @throws IntegratorError `correction-invalid`, naming the first 20 faults with their lines; and what `openCsv` throws.
 */
export async function readCorrectionsCsv(
  source: AsyncIterable<Buffer>,
  columns: readonly string[],
  maxBytes: number,
): Promise<Correction[]> {
  const file = await openCsv(source, { dialect: csvDialect.parse({}), maxRecordBytes: maxBytes });
  try {
    const layout = layoutOf(file.header ?? [], columns);
    const issues = new CorrectionIssues('correction-invalid', ADVICE);
    const corrections: Correction[] = [];
    for await (const { records, rejects } of file.blocks) {
      for (const { line, reasons } of rejects) issues.add(`line ${line}`, reasons[0]?.message ?? 'it cannot be read');
      for (const record of records.filter(({ fields }) => fields.some((text) => text !== ''))) {
        const correction = readCorrection(record, layout);
        if (Number.isSafeInteger(correction.record)) corrections.push(correction);
        else issues.add(correction.place, `expected the number of a record as ${RECORD}`);
      }
    }
    issues.refuse();
    return corrections;
  } finally {
    await file.close();
  }
}

function readCorrection({ line, fields }: CsvRecord, layout: Layout): Correction {
  const number = fields[layout.record] ?? '';
  return {
    record: /^[1-9]\d*$/.test(number) ? Number(number) : Number.NaN,
    place: `line ${line}`,
    values: new Map(layout.columns.map(([name, position]) => [name, restoreFormula(fields[position] ?? '')])),
  };
}

/** @throws IntegratorError `correction-invalid` for a header with columns that are unknown, twice or missing. */
function layoutOf(header: readonly string[], columns: readonly string[]): Layout {
  const issues = new CorrectionIssues('correction-invalid', ADVICE);
  const names = header.map((written) => (isOwn(written) ? undefined : readColumnName(written)));
  header.forEach((written, position) => {
    const name = names[position];
    const first = name === undefined ? header.indexOf(written) : names.indexOf(name);
    if (first !== position) issues.add('line 1', `the column ${written} stands twice`);
    else if (name !== undefined && !columns.includes(name)) {
      issues.add('line 1', `there is no column ${JSON.stringify(written)} (${columns.join(', ')})`);
    }
  });
  if (!header.includes(RECORD)) issues.add('line 1', `the column ${RECORD} is missing`);
  issues.refuse();
  return {
    record: header.indexOf(RECORD),
    columns: names.flatMap((name, position) => (name === undefined ? [] : [[name, position] as const])),
  };
}

function isOwn(written: string): boolean {
  return OWN_COLUMNS.some((own) => own === written);
}

import { neutraliseFormula, restoreFormula } from './rejects-csv-formulas.js';
import type { FileColumn } from './rejects-csv-columns.js';
import { writeCsv } from './write-csv.js';
import type { Reject } from '../model/reject.js';

/** The columns that stand before those of the file: whose reject it is, and why. */
export const OWN_COLUMNS = ['integrator record', 'integrator line', 'integrator errors', 'integrator raw'] as const;

/** Names that could be taken for one of ours. */
const OWN_NAME = /^'*integrator (record|line|errors|raw)$/;

/** A spreadsheet takes it for a number and for nothing else, whatever its decimal and group characters are. */
const PLAIN_NUMBER = /^[+-]?[.,]?\d[\d.,]*$/;

/** A reject with its texts by column, or null where its line could not be read as a record. */
export interface RejectWithFields extends Reject {
  fields: readonly string[] | null;
}

/** -12.50 is no formula in a numeric column. */
type RejectColumn = Pick<FileColumn, 'name' | 'isNumeric'>;

/** The first line of the CSV of rejects, behind a byte order mark, by which spreadsheets know UTF-8. */
export function writeRejectsHeader(columns: readonly RejectColumn[]): string {
  return `\uFEFF${writeCsv([[...OWN_COLUMNS, ...columns.map(({ name }) => writeColumnName(name))]])}`;
}

/** Lines of the CSV of rejects, made for spreadsheets: nothing in it can be taken for a formula. */
export function writeRejectLines(rejects: readonly RejectWithFields[], columns: readonly RejectColumn[]): string {
  return writeCsv(rejects.map((reject) => writeReject(reject, columns)));
}

/** Undoes what `writeRejectsHeader` did to the name of a column of the file. */
export function readColumnName(written: string): string {
  return OWN_NAME.test(written) ? written.slice(1) : restoreFormula(written);
}

function writeColumnName(name: string): string {
  return OWN_NAME.test(name) ? `'${name}` : neutraliseFormula(name);
}

function writeReject({ record, line, reasons, raw, fields }: RejectWithFields, columns: readonly RejectColumn[]) {
  const errors = reasons.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
  return [
    String(record),
    String(line),
    neutraliseFormula(errors.join('; ')),
    fields === null ? neutraliseFormula(raw) : '',
    ...columns.map(({ isNumeric }, position) => writeField(fields?.[position] ?? '', isNumeric)),
  ];
}

function writeField(text: string, isNumeric: boolean): string {
  return isNumeric && PLAIN_NUMBER.test(text) ? text : neutraliseFormula(text);
}

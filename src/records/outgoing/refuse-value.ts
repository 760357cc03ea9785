import { IntegratorError, type ErrorCode } from '../../model/errors.js';

/** Where a value is that cannot be written: its record, from 1 among those that were given, and the name of its column. */
export interface ValuePlace {
  row: number;
  column?: string | undefined;
}

/** @throws IntegratorError always: the value at `place` cannot be written. */
export function refuseValue(code: ErrorCode, { row, column }: ValuePlace, problem: string): never {
  const where = column === undefined ? `Record ${row}` : `Record ${row}, column ${column}`;
  throw new IntegratorError(code, `${where}: ${problem}.`, { row, column });
}

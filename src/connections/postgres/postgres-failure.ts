import pg from 'pg';

import { IntegratorError } from '../../model/errors.js';

/** SQLSTATE classes and codes after which trying again can help (DESIGN, FACTS: PostgreSQL). */
const TRANSIENT = /^(08|53|57P0[1-5]|40001|40P01|55P03|25P0[34])/;
/** What the target has not: table, column, schema, permission, a unique index for the key. */
const TARGET_INVALID = /^(42|3F|0A)/;
/** The way in is wrong: password, role, database. */
const CONNECTION_INVALID = /^(28|3D)/;
/** What the target refuses about the records: data exceptions and integrity constraints. */
const REFUSED = /^(22|23|P0001|44)/;

/**
 * What a failure of the target means for a run: transient ones are `target-unavailable` and are tried again, the
 * others end the run and say what to change. PostgreSQL's own words are kept; they name tables and columns.
 */
export function describePostgresFailure(error: unknown, where: string): unknown {
  if (error instanceof IntegratorError || !(error instanceof Error)) return error;
  const sqlState = error instanceof pg.DatabaseError ? error.code : undefined;
  const said = saidBy(error);
  if (sqlState === undefined || TRANSIENT.test(sqlState)) {
    return new IntegratorError('target-unavailable', `${where} is not reachable: ${said}`);
  }
  if (CONNECTION_INVALID.test(sqlState)) {
    return new IntegratorError(
      'connection-invalid',
      `${where} does not let us in: ${said}. Check the connection's URL.`,
    );
  }
  if (TARGET_INVALID.test(sqlState)) {
    return new IntegratorError('target-invalid', `${where}: ${said}`, { sqlState });
  }
  if (REFUSED.test(sqlState)) {
    return new IntegratorError('target-refused', `${where} refused the records: ${said}`, { sqlState });
  }
  return error;
}

/** Node gives one AggregateError for all addresses of a host, with an empty message. */
function saidBy(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((one: Error) => one.message).join('; ');
  if (error instanceof pg.DatabaseError && error.where?.startsWith('COPY') === true) {
    return `${error.message} (${error.where})`;
  }
  return error.message;
}

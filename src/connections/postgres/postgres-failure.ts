import pg from 'pg';

import { IntegratorError, type ErrorCode } from '../../model/errors.js';

/** What a statement was about, for the advice. */
export interface FailurePlace {
  /** `PostgreSQL 127.0.0.1:5432/hr`: what may be shown of the connection. */
  where: string;
  table?: string;
  key?: readonly string[];
}

/** What each class of SQLSTATE means for a run; the first that fits. */
const MEANINGS: readonly [RegExp, ErrorCode, string][] = [
  // Trying again can help.
  [/^(08|53|57P0[1-5]|40001|40P01|55P03)/, 'target-unavailable', 'is not reachable'],
  // The way in is wrong: password, role, database.
  [/^(28|3D)/, 'connection-invalid', 'does not let us in'],
  // Data exceptions, integrity constraints, a trigger that raised.
  [/^(22|23|44|P0)/, 'target-refused', 'refused the records'],
  // Broken inside: not for us to judge.
  [/^(XX|58|F0|25P0[34])/, 'internal', 'failed'],
  // Everything else is about what the target has and has not.
  [/^/, 'target-invalid', 'does not fit the integration'],
];

/** What to do about it, where that can be said. */
const ADVICE: Record<string, (place: Required<FailurePlace>) => string> = {
  '28P01': () => "Check the user and password in the connection's URL.",
  '3D000': () => "Create the database, or correct the connection's URL.",
  '3F000': ({ table }) => `Create the schema, or correct target.table (${table}).`,
  '42P01': ({ table }) => `Create the table ${table}, or correct target.table.`,
  '42703': ({ table }) => `Add the column to the table ${table}, or correct schema.fields.`,
  '42P10': ({ table, key }) =>
    `Create a unique index on ${table} (${key.join(', ')}), or make schema.primaryKey the columns of the one it has.`,
  '42883': ({ table }) => `Change the type of a column of ${table} that cannot be compared, such as json, to jsonb.`,
  '42501': ({ table }) =>
    `Grant the user of this connection select, insert, update and delete on ${table}, and create on its database or the use of the schema integrator.`,
  '42809': ({ table }) => `Set target.table to a table: records cannot be written into ${table}.`,
  '55000': ({ table }) => `Set target.table to a table: records cannot be written into ${table}.`,
};

const DEFAULT_ADVICE: Partial<Record<ErrorCode, string>> = {
  'target-refused': 'Correct the records, or change the table; nothing was applied.',
  'connection-invalid': "Check the connection's URL.",
  'target-invalid': 'Correct the integration or the table.',
};

/**
 * What a failure of the target means for a run: transient ones are `target-unavailable` and are tried again, the
 * others end the run and say what to do. PostgreSQL's own words are kept; they name tables and columns.
 */
export function describePostgresFailure(error: unknown, place: FailurePlace): unknown {
  if (error instanceof IntegratorError || !(error instanceof Error)) return error;
  const sqlState = sqlStateOf(error);
  const [, code, verdict] = MEANINGS.find(([states]) => states.test(sqlState)) ?? [/^/, 'internal', 'failed'];
  if (code === 'internal') return error;
  const advice = ADVICE[sqlState]?.({ table: 'the table', key: [], ...place }) ?? DEFAULT_ADVICE[code];
  const message = [`${place.where} ${verdict}: ${saidBy(error)}.`, advice].filter(Boolean).join(' ');
  return new IntegratorError(code, message, { sqlState });
}

/** A connection that breaks has no SQLSTATE of its own: 08000. What is no failure of PostgreSQL's at all: XX000. */
function sqlStateOf(error: Error): string {
  if (error instanceof pg.DatabaseError) return error.code ?? 'XX000';
  const { code } = error as NodeJS.ErrnoException;
  const isBroken = code?.startsWith('E') === true || error instanceof AggregateError;
  return isBroken || /terminated|not queryable|timeout|closed/i.test(error.message) ? '08000' : 'XX000';
}

/** Node gives one AggregateError for all addresses of a host, with an empty message. */
function saidBy(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((one: Error) => one.message).join('; ');
  if (error instanceof pg.DatabaseError && error.where?.startsWith('COPY') === true) {
    return `${error.message} (${error.where})`;
  }
  return error.message;
}

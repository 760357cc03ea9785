import pg from 'pg';

import type { RejectCode, RejectReason } from '../../model/reject.js';

/** A record that was taken out of the staging table, with the reason. */
export interface RecordRefusal {
  record: number;
  reason: RejectReason;
}

/** A failure that says something about a record: data exceptions, integrity constraints, what a trigger raised. */
export type RecordFault = pg.DatabaseError & { code: string };

const RECORD_FAULT = /^(22|23|44|P0)/;

const CODES: readonly [RegExp, RejectCode][] = [
  [/^22/, 'target-type'],
  [/^23502$/, 'target-required'],
  [/^(23514|44000)$/, 'target-check'],
  [/^23503$/, 'target-foreign-key'],
  [/^(23505|23P01)$/, 'target-unique'],
];

/** These say which values are at fault; the others repeat the whole row. */
const TELLING_DETAIL = /^(23503|23505|23P01)$/;

export function isRecordFault(error: unknown): error is RecordFault {
  return error instanceof pg.DatabaseError && RECORD_FAULT.test(error.code ?? '');
}

/** The reason a record is refused for, in PostgreSQL's words, with the name of the constraint where there is one. */
export function describeRefusal(error: RecordFault): RejectReason {
  const [, code] = CODES.find(([states]) => states.test(error.code)) ?? [/^/, 'target-refused' as const];
  const field = error.column ?? copyColumn(error.where);
  const detail = TELLING_DETAIL.test(error.code) ? error.detail : undefined;
  return {
    ...(field === undefined ? {} : { field }),
    code,
    message: detail === undefined ? error.message : `${error.message}: ${detail}`,
    ...(error.constraint === undefined ? {} : { constraint: error.constraint }),
  };
}

/** Where a COPY failed, in the language of the server: `COPY integrator_staging, Zeile 3, Spalte rate: »x«`. */
const COPY_LINE = /integrator_staging\D+(\d+)/;
const COPY_COLUMN = /integrator_staging\D+\d+[,、]\s*\S+\s(.+?)\s*(?::|$)/m;

/** The line of a COPY a failure is about, from 1. */
export function copyFaultLine(error: RecordFault): number | undefined {
  const line = COPY_LINE.exec(error.where ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
}

function copyColumn(where: string | undefined): string | undefined {
  return COPY_COLUMN.exec(where ?? '')?.[1];
}

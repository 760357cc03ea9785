import type { Request } from 'express';
import { z } from 'zod';

import { bytesOf, textOf } from '../read-body.js';
import { CorrectionIssues } from '../../model/correction-issues.js';
import type { Correction } from '../../model/correction.js';
import { readBy } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';
import { runName } from '../../model/names.js';
import { readCorrectionsCsv } from '../../records/rejects-csv-corrections.js';

/** The largest body of corrections, in bytes. */
const MAX_BODY = 10 * 1024 ** 2;
/** How many corrections are checked at once, as somebody types. */
const MOST_CHECKED = 500;
const SEND_LESS = 'Send the corrections in parts.';
const ADVICE = 'Correct the request, and send it again.';

const corrections = z.array(
  z.strictObject({
    record: z.number().int().positive(),
    values: z
      .record(z.string(), z.string().nullable())
      .default({})
      .meta({ description: 'New texts by column; null is no value. The other columns stay as they were.' }),
  }),
);

const options = {
  name: runName.optional().meta({ description: "A unique Run Name; by default the run's, and resubmit." }),
  overwrite: z
    .boolean()
    .default(false)
    .meta({ description: 'Also overwrite what a later run has loaded under the key of a reject.' }),
};

/** What a resubmission is asked with, in JSON. */
export const resubmitBody = z
  .strictObject({
    records: corrections.optional().meta({ description: 'The rejects to send, by the number of their record.' }),
    all: z.literal(true).optional().meta({ description: 'All that are not resolved, as they are.' }),
    ...options,
  })
  .refine(
    ({ records, all }) => (records === undefined) !== (all === undefined),
    'expected either records or all: true',
  );

/** What a check is asked with: a resubmission as it would be sent, of few records. */
export const checkBody = z.strictObject({
  records: corrections.min(1).max(MOST_CHECKED).meta({ description: 'The rejects, by the number of their record.' }),
  ...options,
});

/** The rest of what a resubmission is asked with, where the body is the corrected CSV. */
export const resubmitQuery = z.strictObject({
  name: options.name,
  overwrite: z.enum(['true', 'false']).default('false').meta({ description: 'As in JSON; with a CSV.' }),
});

/** Rejects that are sent again. */
export interface Resubmission {
  /** In the order they were given, each record once; or all that are not resolved. */
  corrections: readonly Correction[] | 'all';
  name: string | undefined;
  overwrite: boolean;
}

/**
 * Reads what is to be sent again, as JSON or as the CSV of rejects.
 *
 * @param columns the names of the columns of the file whose records were refused.
 * @throws IntegratorError `correction-invalid`, naming every column there is not and every record that is named twice;
 *   `invalid-request`, `body-too-large`; and what a CSV that cannot be read is refused with.
 */
export async function readResubmission(
  request: Request,
  query: z.output<typeof resubmitQuery>,
  columns: readonly string[],
): Promise<Resubmission> {
  if (request.is('text/csv') === 'text/csv') return readCsv(request, query, columns);
  const { records, name, overwrite } = await readJson(request, resubmitBody);
  return { corrections: records === undefined ? 'all' : correctionsOf(records, columns), name, overwrite };
}

/**
 * Reads what is to be checked before it is sent.
 *
 * @throws IntegratorError `correction-invalid`, `invalid-request`, `body-too-large` as `readResubmission` does.
 */
export async function readCheck(request: Request, columns: readonly string[]): Promise<Resubmission> {
  const { records, name, overwrite } = await readJson(request, checkBody);
  return { corrections: correctionsOf(records, columns), name, overwrite };
}

async function readCsv(
  request: Request,
  { name, overwrite }: z.output<typeof resubmitQuery>,
  columns: readonly string[],
): Promise<Resubmission> {
  const source = bytesOf(request, MAX_BODY, SEND_LESS);
  const corrections = await readCorrectionsCsv(source, columns, MAX_BODY);
  refuseTwice(corrections);
  return { corrections, name, overwrite: overwrite === 'true' };
}

async function readJson<Body extends z.ZodType>(request: Request, body: Body): Promise<z.output<Body>> {
  const given = parseJson(await textOf(request, MAX_BODY, SEND_LESS));
  return readBy(body, given, 'invalid-request', 'resubmission');
}

function correctionsOf(records: z.output<typeof corrections>, columns: readonly string[]): Correction[] {
  const issues = new CorrectionIssues('correction-invalid', ADVICE);
  const read = records.map(({ record, values }, index): Correction => {
    const place = `records[${index}]`;
    for (const column of Object.keys(values).filter((name) => !columns.includes(name))) {
      issues.add(`${place}.values.${column}`, `there is no such column (${columns.join(', ')})`);
    }
    return { record, place, values: new Map(Object.entries(values)) };
  });
  issues.refuse();
  refuseTwice(read);
  return read;
}

/** JSON alone: YAML of such a size would take seconds. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `The resubmission is no JSON: ${(error as Error).message}. A CSV is sent as text/csv.`;
    throw new IntegratorError('invalid-request', message);
  }
}

function refuseTwice(corrections: readonly Correction[]): void {
  const issues = new CorrectionIssues('correction-invalid', ADVICE);
  const seen = new Set<number>();
  for (const { record, place } of corrections) {
    if (seen.has(record)) issues.add(place, `record ${record} is named twice`);
    seen.add(record);
  }
  issues.refuse();
}

import { api } from '../../../api.js';
import { ApiProblem } from '../../../../client/api-problem.js';
import { answerOf } from '../../../../client/create-client.js';
import type { Edit, Fault } from './reject.js';

/** What is entered for a record. */
export interface EditOfRecord {
  record: number;
  values: Edit;
}

/** What is wrong with records, and the fields that nobody could check. */
export interface CheckedEdits {
  faults: Map<number, Fault[]>;
  notChecked: string[];
}

/**
 * What would still be wrong with records as they are edited. The API refuses a check of which a part could not be sent
 * at all: that is the fault of that part, and the others are checked without it.
 *
 * @throws ApiProblem where it is the fault of none of them.
 */
export async function checkEdits(run: string, edits: EditOfRecord[], signal: AbortSignal): Promise<CheckedEdits> {
  const path = '/api/v1/runs/{run}/rejects/check';
  try {
    const body = { records: edits, overwrite: true };
    const { items, notChecked } = await answerOf(api.POST(path, { params: { path: { run } }, body, signal }));
    return { faults: new Map(items.map(({ record, reasons }) => [record, reasons])), notChecked };
  } catch (error) {
    const refused = error instanceof ApiProblem ? refusedAmong(edits, error) : new Map<number, Fault[]>();
    if (refused.size === 0) throw error;
    const others = edits.filter(({ record }) => !refused.has(record));
    if (others.length === 0) return { faults: refused, notChecked: [] };
    const { faults, notChecked } = await checkEdits(run, others, signal);
    return { faults: new Map([...faults, ...refused]), notChecked };
  }
}

function refusedAmong(edits: readonly EditOfRecord[], problem: ApiProblem): Map<number, Fault[]> {
  const refused = new Map<number, Fault[]>();
  for (const { path, message } of problem.errors) {
    const position = /^records\[(\d+)\]/.exec(path)?.[1];
    const edit = position === undefined ? undefined : edits[Number(position)];
    if (edit !== undefined) refused.set(edit.record, [...(refused.get(edit.record) ?? []), { message }]);
  }
  return refused;
}

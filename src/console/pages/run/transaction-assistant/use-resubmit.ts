import { api } from '../../../api.js';
import { ApiProblem } from '../../../../client/api-problem.js';
import { answerOf } from '../../../../client/create-client.js';
import { askOnce } from '../../../live/ask-once.js';
import { useAction, type Action } from '../../../live/use-action.js';
import { useQuery } from '../../../live/use-query.js';
import type { Corrections } from './use-corrections.js';

/** What is sent again: records as they are corrected or are, all that are open as they are, or a corrected CSV. */
export type Sent = { records: readonly number[] } | { all: true } | { csv: File };

const path = '/api/v1/runs/{run}/rejects/resubmit';
/** A short run is shown with its outcome at once. */
const WAIT = { Prefer: 'wait=3' };

/** Sends rejects of a run again, once however often it is pressed; the address then names the run that they are in. */
export function useResubmit(run: string, corrections: Corrections, overwrite: boolean): Action<[Sent]> {
  const { change } = useQuery();
  return useAction(async (sent: Sent) => {
    const again = await askOnce(`resubmit ${run}`, (key) => {
      const params = { path: { run }, header: { ...WAIT, 'Idempotency-Key': key } };
      return 'csv' in sent ? sendCsv(params, sent.csv, overwrite) : sendJson(params, sent, corrections, overwrite);
    }).catch((error: unknown) => {
      if ('records' in sent) corrections.choose(settledOf(error, sent.records), false);
      throw error;
    });
    // What was sent otherwise than as entered is on its way without that.
    if ('records' in sent) corrections.forget(sent.records);
    change({ resubmission: again.id, after: undefined });
  });
}

/** The records that a refusal says are resolved, or on their way: nobody could leave them out by hand any more. */
function settledOf(error: unknown, records: readonly number[]): number[] {
  if (!(error instanceof ApiProblem) || error.code !== 'reject-resolved') return [];
  const places = error.errors.map(({ path: place }) => Number(/^records\[(\d+)\]/.exec(place)?.[1]));
  return places.flatMap((place) => records[place] ?? []);
}

interface Params {
  path: { run: string };
  header: { Prefer: string; 'Idempotency-Key': string };
}

function sendJson(params: Params, sent: Exclude<Sent, { csv: File }>, { edits }: Corrections, overwrite: boolean) {
  const what =
    'all' in sent ? sent : { records: sent.records.map((record) => ({ record, values: { ...edits[record] } })) };
  return answerOf(api.POST(path, { params, body: { ...what, overwrite } }));
}

async function sendCsv(params: Params, csv: File, overwrite: boolean) {
  const query = { overwrite: overwrite ? ('true' as const) : ('false' as const) };
  return answerOf(
    api.POST(path, {
      params: { ...params, query },
      headers: { 'Content-Type': 'text/csv' },
      body: await csv.text(),
      bodySerializer: (body) => body as string,
    }),
  );
}

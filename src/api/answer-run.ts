import type { Request } from 'express';

import type { ApiDependencies } from './dependencies.js';
import { preferredWait } from './prefer-wait.js';
import { requestRun, type RunCall } from './request-run.js';
import type { Answer } from './route.js';
import { readRunParts } from './run-parts.js';
import { runSummaryView, viewRunSummary } from './run-view.js';
import { IntegratorError } from '../model/errors.js';
import { findRun, type StoredRun } from '../store/runs.js';

/** The headers of calls that ask for a run. */
export const runCallHeaders = {
  'Idempotency-Key': 'The same key and request give the same run, however often they are sent.',
  Prefer: '`wait=30`: answer when the run has ended, or after 30 seconds.',
};

/** What calls that ask for a run answer. */
export const runCallAnswers = {
  200: { description: 'The run has ended while the caller waited', schema: runSummaryView },
  202: { description: 'The run is In-Progress; Location says where to look', schema: runSummaryView },
};

/** What such calls may be refused with, by the site or the run. */
export const runCallRefusals = [
  'site-not-found',
  'integration-not-found',
  'integration-set-not-found',
  'file-not-found',
  'file-changed',
  'file-too-large',
  'file-format',
  'parameter-invalid',
  'external-file-invalid',
  'exclusion-invalid',
  'invalid-definition',
  'site-stopped',
  'site-stopping',
  'run-name-taken',
  'file-in-use',
  'idempotency-key-reused',
  'service-unavailable',
] as const;

/** A call for a run, of which the headers say the rest. */
export type RunAsked = Omit<RunCall, 'idempotencyKey'>;

/** Asks for the run, and waits for its end where the caller wants to. @throws IntegratorError of `runCallRefusals`. */
export async function answerRun(dependencies: ApiDependencies, request: Request, asked: RunAsked): Promise<Answer> {
  const wait = preferredWait(request.get('prefer'));
  const opened = await requestRun(dependencies, { ...asked, idempotencyKey: keyOf(request) });
  const run = wait === 0 ? opened : await untilEnded(dependencies, opened, wait);
  return {
    status: run.endedAt === null ? 202 : 200,
    body: viewRunSummary(run, await readRunParts(dependencies.database, run), dependencies),
    headers: {
      Location: `/api/v1/runs/${run.id}`,
      ...(wait === 0 ? {} : { 'Preference-Applied': `wait=${wait}` }),
    },
  };
}

/** @throws IntegratorError `invalid-request`: with an empty one, every request would be the same. */
function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key !== '') return key;
  throw new IntegratorError('invalid-request', 'The Idempotency-Key is empty. Give each run one of its own, or none.');
}

/** The run when it has ended, or as it was opened where it takes longer. */
async function untilEnded(
  { database, runEvents }: ApiDependencies,
  opened: StoredRun,
  seconds: number,
): Promise<StoredRun> {
  const found = await runEvents.waitFor(opened.id, seconds * 1000, async () => {
    const now = await findRun(database, opened.id);
    return now?.endedAt === null ? undefined : now;
  });
  return found ?? opened;
}

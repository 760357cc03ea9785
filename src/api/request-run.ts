import { createHash, randomUUID } from 'node:crypto';

import type { ApiDependencies } from './dependencies.js';
import type { SiteLimit } from './site-limit.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';
import type { AnyRunRequest, RunRequest, SetRunRequest } from '../model/run-request.js';
import { holdRequests } from '../store/held-requests.js';
import { runIdFrom } from '../store/run-id.js';
import { findRun, type StoredRun } from '../store/runs.js';

/** How long a run that was let through may take to be opened, in milliseconds. */
const OPENED_WITHIN = 15_000;

/** What a site refuses with while it is not Running. */
const NOT_RUNNING: readonly ErrorCode[] = ['site-stopped', 'site-stopping'];

/** What tells a run from others before it is opened. */
export type RunIdentity = Required<Pick<RunRequest, 'run' | 'requestHash'>>;

/** A run as it is to be asked for. */
export type RunDraft = Omit<RunRequest, keyof RunIdentity | 'site'>;

/** A run of a set as it is to be asked for. */
export type SetRunDraft = Omit<SetRunRequest, keyof RunIdentity | 'site'>;

/** A run as an API call asks for it. */
export interface RunCall {
  site: string;
  /** What the caller sent. The same again, with the same Idempotency-Key, is the same run. */
  asked: object;
  idempotencyKey: string | undefined;
  /** Makes a run of what was sent; left out where there is one already. */
  draft: (identity: RunIdentity) => Promise<RunDraft | SetRunDraft>;
  /** Where given, the calls of a site wait for each other until their runs are opened. */
  turns?: SiteLimit;
}

/**
 * Asks the site for a run and waits until it is opened. With an Idempotency-Key, the same request gives the same run,
 * however often it is sent, and whatever has changed since.
 *
 * @throws IntegratorError the refusal of the site or of the run; `idempotency-key-reused`.
 */
export async function requestRun(dependencies: ApiDependencies, call: RunCall): Promise<StoredRun> {
  const { site, idempotencyKey } = call;
  const requestHash = createHash('sha256').update(JSON.stringify(call.asked)).digest('hex');
  const run = idempotencyKey === undefined ? randomUUID() : runIdFrom(site, idempotencyKey);
  const known = idempotencyKey === undefined ? undefined : await findRun(dependencies.database, run);
  const open = () => openRun(dependencies, call, { run, requestHash });
  const opened = known ?? (await (call.turns?.run(site, open) ?? open()));
  if (opened === undefined) {
    const message = `The run ${run} was accepted but is not opened yet: no worker took it up. It starts when one does.`;
    throw new IntegratorError('service-unavailable', message, { run });
  }
  if (opened.requestHash !== requestHash) {
    const message = `This Idempotency-Key was used for run ${run}, which was asked for differently. Use a new key.`;
    throw new IntegratorError('idempotency-key-reused', message, { run });
  }
  if (opened.status === 'Not Run') {
    throw new IntegratorError(opened.code ?? 'internal', opened.reason ?? 'The run was refused.', { run });
  }
  return opened;
}

/** The run as its row has it, or undefined where it was not opened in time. */
async function openRun(
  dependencies: ApiDependencies,
  call: RunCall,
  identity: RunIdentity,
): Promise<StoredRun | undefined> {
  try {
    return await askFor(dependencies, { ...(await call.draft(identity)), ...identity, site: call.site });
  } catch (error) {
    // The same request may have come a moment earlier, and be what keeps this one from being met.
    const known = call.idempotencyKey === undefined ? undefined : await findRun(dependencies.database, identity.run);
    if (known !== undefined) return known;
    throw error;
  }
}

async function askFor(
  { database, gate, opening, runEvents }: ApiDependencies,
  request: AnyRunRequest,
): Promise<StoredRun | undefined> {
  const { run, site } = request;
  const askedAt = Date.now();
  return opening.run(site, async () => {
    await gate.requestRun(request).catch(async (error: unknown) => {
      // A site that refuses the same again keeps no trace of it: what was asked for is written down here.
      if (isOneOf(error, NOT_RUNNING)) await holdRequests(database, [{ request, askedAt }]);
      throw mayStillRun(error, run);
    });
    return runEvents.waitFor(run, OPENED_WITHIN, () => findRun(database, run));
  });
}

/** Nobody answered, which is not to say that nobody will: the request may be in a worker's hands, or wait for one. */
function mayStillRun(error: unknown, run: string): unknown {
  if (!isOneOf(error, ['service-unavailable'])) return error;
  const message = `${error.message} The run ${run} may still start when a worker takes it up: look for it before asking again, or ask with an Idempotency-Key.`;
  return new IntegratorError('service-unavailable', message, { run });
}

function isOneOf(error: unknown, codes: readonly ErrorCode[]): error is IntegratorError {
  return error instanceof IntegratorError && codes.includes(error.code);
}

import { createHash, randomUUID } from 'node:crypto';

import type { ApiDependencies } from './dependencies.js';
import { IntegratorError } from '../model/errors.js';
import { findRun, type StoredRun } from '../store/runs.js';
import type { RunRequest } from '../model/run-request.js';

/** How long a run that was let through may take to be opened, in milliseconds. */
const OPENED_WITHIN = 15_000;

/** A run as an API call asks for it. */
export type RunDraft = Omit<RunRequest, 'run' | 'requestHash'>;

/**
 * Asks the site for a run and waits until it is opened. With an Idempotency-Key, the same request gives the same run,
 * however often it is sent.
 *
 * @throws IntegratorError the refusal of the site or of the run; `idempotency-key-reused`.
 */
export async function requestRun(
  { database, gate, opening, runEvents }: ApiDependencies,
  draft: RunDraft,
  idempotencyKey: string | undefined,
): Promise<StoredRun> {
  const requestHash = createHash('sha256')
    .update(JSON.stringify({ ...draft, file: draft.file?.name }))
    .digest('hex');
  const run = idempotencyKey === undefined ? randomUUID() : runIdOf(draft.site, idempotencyKey);
  const known = idempotencyKey === undefined ? undefined : await findRun(database, run);
  const opened =
    known ??
    (await opening.run(draft.site, async () => {
      await gate.requestRun({ ...draft, run, requestHash }).catch((error: unknown) => {
        throw mayStillRun(error, run);
      });
      return runEvents.waitFor(run, OPENED_WITHIN, () => findRun(database, run));
    }));
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

/** A run id that follows from the key: a UUID of version 8 (RFC 9562), made of a hash. */
function runIdOf(site: string, key: string): string {
  const hash = createHash('sha256').update(`${site}\n${key}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Nobody answered, which is not to say that nobody will: the request may be in a worker's hands, or wait for one. */
function mayStillRun(error: unknown, run: string): unknown {
  if (!(error instanceof IntegratorError) || error.code !== 'service-unavailable') return error;
  const message = `${error.message} The run ${run} may still start when a worker takes it up: look for it before asking again, or ask with an Idempotency-Key.`;
  return new IntegratorError('service-unavailable', message, { run });
}

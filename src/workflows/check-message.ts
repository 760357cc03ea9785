import type { RunRequest } from '../model/run-request.js';
import { isStorable } from '../model/storable-text.js';
import type { StartRequest, StopRequest } from './messages.js';
import { refusal } from './refusal.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** How many characters a text of a message may have. */
const LONGEST = 1000;

// Anybody who reaches Temporal may send anything: what does not fit is refused here, before a rule trips over it.
// Validators must be synchronous; what they throw refuses an Update before it enters the history.

/** @throws ApplicationFailure `invalid-request`. */
export function checkStart(request: Partial<StartRequest> | undefined): void {
  if (!isText(request?.by)) throw refusal('invalid-request', 'startSite takes {by}: who starts the site.');
}

/** @throws ApplicationFailure `reason-required`, `invalid-request`. */
export function checkStop(request: Partial<StopRequest> | undefined): void {
  if (!isText(request?.reason)) {
    throw refusal(
      'reason-required',
      "Stopping a site needs a reason: a brief note such as 'Stopping integration due to stocktake'.",
    );
  }
  const mode: unknown = request.mode ?? 'halt';
  if (!isText(request.by) || (mode !== 'halt' && mode !== 'drain')) {
    throw refusal('invalid-request', 'stopSite takes {reason, by} and a mode: halt or drain.');
  }
}

/** @throws ApplicationFailure `invalid-request`. */
export function checkRunRequest(request: Partial<RunRequest> | undefined, site: string): void {
  const { run, site: named, integration, parameters, trigger, requestedBy } = request ?? {};
  const texts = [integration, requestedBy, trigger].every(isText);
  if (typeof run === 'string' && UUID.test(run) && named === site && texts && typeof parameters === 'object') return;
  throw refusal(
    'invalid-request',
    'requestRun takes {run: a UUID, site, integration, parameters, trigger, requestedBy}.',
  );
}

function isText(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST && isStorable(text);
}

import { EXPECTED_DUE_TIME, EXPECTED_TIME, readDueTime, readTime } from '../model/due-time.js';
import type { AnyRunRequest, Fire } from '../model/run-request.js';
import { findUnstorable, isStorable } from '../model/storable-text.js';
import type { AskedBy, StartRequest, StopRequest } from './messages.js';
import { refusal } from './refusal.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** How many characters a text of a message may have. */
const LONGEST = 1000;

// Anybody who reaches Temporal may send anything: what does not fit is refused here, before a rule trips over it.
// Validators must be synchronous; what they throw refuses an Update before it enters the history.

/** @throws ApplicationFailure `invalid-request`. */
export function checkAskedBy(request: Partial<AskedBy> | undefined): void {
  if (!isText(request?.by)) throw refusal('invalid-request', 'This takes {by}: who asks for it.');
}

/** @throws ApplicationFailure `invalid-request`. */
export function checkStart(request: Partial<StartRequest> | undefined): void {
  const held: unknown = request?.held ?? 'discard';
  if (!isText(request?.by) || (held !== 'discard' && held !== 'run')) {
    throw refusal('invalid-request', 'startSite takes {by}: who starts the site; and held: discard or run.');
  }
  if (request.at !== undefined && !isRead(request.at, readTime)) {
    throw refusal('invalid-request', `startSite takes at: ${EXPECTED_TIME}.`);
  }
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
  if (request.deadline === undefined) return;
  if (mode !== 'drain' || !isRead(request.deadline, readDueTime)) {
    throw refusal('invalid-request', `stopSite takes, with mode: drain, a deadline: ${EXPECTED_DUE_TIME}.`);
  }
}

/** @throws ApplicationFailure `invalid-request`. */
export function checkRunRequest(request: Partial<AnyRunRequest> | undefined, site: string): void {
  const { run, site: named, trigger, requestedBy } = request ?? {};
  const texts = [requestedBy, trigger].every(isText) && isTemplate(request ?? {}) && isFire(request?.fire);
  const isWhole = typeof run === 'string' && UUID.test(run) && named === site && texts;
  // What is refused is written down: it must be something that can be.
  if (isWhole && findUnstorable(request) === undefined) return;
  throw refusal(
    'invalid-request',
    'requestRun takes {run: a UUID, site, integration, parameters, trigger, requestedBy}, or integrationSet in place of integration and parameters.',
  );
}

function isTemplate(request: Partial<AnyRunRequest>): boolean {
  if ('integrationSet' in request) return isText(request.integrationSet);
  return 'integration' in request && isText(request.integration) && isObject(request.parameters);
}

function isFire(fire: Partial<Fire> | undefined): boolean {
  return fire === undefined || [fire.schedule, fire.intendedAt, fire.workflow].every(isText);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isRead(text: unknown, read: (text: string, now: number) => number | undefined): boolean {
  return typeof text === 'string' && read(text, Date.now()) !== undefined;
}

function isText(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST && isStorable(text);
}

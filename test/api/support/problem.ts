import assert from 'node:assert/strict';

import { ERRORS, isErrorCode, type ErrorCode } from '../../../src/model/errors.js';
import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';

/** Asserts that a call was refused with problem details (RFC 9457) of this code, whose text matches each of `said`. */
export function assertProblem(answer: HttpAnswer, code: ErrorCode, ...said: RegExp[]): void {
  const { body, headers, status, text } = answer;
  assert.equal(body.code, code, text);
  assert.equal(status, ERRORS[code].status, text);
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json\b/);
  assert.equal(Number(body.status), status);
  assert.equal(body.title, ERRORS[code].title);
  assert.equal(body.type, `urn:temporal-integrator:problem:${code}`);
  for (const one of said) assert.match(body.detail, one);
}

/** Asserts that a run is Failed by the rule `code`, with a reason that matches each of `said`, and brought nothing. */
export function assertFailed(run: AnswerBody, code: ErrorCode, ...said: RegExp[]): void {
  assert.equal(run.status, 'Failed', JSON.stringify(run));
  assert.ok(isErrorCode(run.code), run.code);
  assert.equal(run.code, code, run.reason);
  for (const one of said) assert.match(run.reason, one);
  assert.equal(run.counts.applied, 0);
}

/** A reason that leaves a person at a loss is none: it tells what to do about it. */
export const SAYS_WHAT_TO_DO =
  /\b(add|change|check|choose|compress|correct|create|fill|grant|make|put|raise|remove|save|send|set|split|upload|use)\b/i;

import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
} from '@temporalio/workflow';

import type { Failure } from '../model/ended-load.js';
import { isErrorCode } from '../model/errors.js';

/** What a failed step, or a run that ended by itself or by hand, says in the words of the product. */
export function describeFailure(error: unknown): Failure {
  const cause = causeOf(error);
  if (cause instanceof ApplicationFailure) {
    return { code: isErrorCode(cause.type) ? cause.type : 'internal', reason: cause.message };
  }
  if (cause instanceof TerminatedFailure) return { code: 'halted', reason: 'Terminated by hand in Temporal' };
  if (cause instanceof CancelledFailure) return { code: 'halted', reason: 'Halted: the run was cancelled' };
  return { code: 'internal', reason: cause instanceof Error ? cause.message : String(cause) };
}

function causeOf(error: unknown): unknown {
  return error instanceof ActivityFailure || error instanceof ChildWorkflowFailure ? error.cause : error;
}

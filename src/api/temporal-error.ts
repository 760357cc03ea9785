import {
  isGrpcServiceError,
  QueryRejectedError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';

import { IntegratorError, isErrorCode } from '../model/errors.js';

/** What Temporal's client threw, as an error of ours: a refusal by the site's workflow, or that nobody answers. */
export function translateTemporalError(error: unknown, site: string): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    return errorBehind(error) ?? error;
  }
  const unanswered =
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof ServiceError ||
    error instanceof WorkflowNotFoundError ||
    error instanceof QueryRejectedError ||
    isGrpcServiceError(error);
  if (!unanswered) return error;
  const message = `Site ${site} does not answer: no worker is running, or Temporal is not reachable. Start a worker, then try again.`;
  return new IntegratorError('service-unavailable', message);
}

/** The error of ours for which a workflow, or its activity, has failed; undefined where it failed for another reason. */
export function errorBehind({ cause: failure }: Error): IntegratorError | undefined {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure;
  if (!(cause instanceof ApplicationFailure) || !isErrorCode(cause.type)) return undefined;
  return new IntegratorError(cause.type, cause.message);
}

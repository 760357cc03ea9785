import { activityInfo, CancelledFailure } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

import { IntegratorError, isRetryable } from '../model/errors.js';

/** After so many attempts a failure nobody foresaw is taken for one that will not mend. */
const UNFORESEEN_ATTEMPTS = 5;

/** The activity, failing as Temporal needs it: our codes as types, and trying again only where that can help. */
export function failing<Arguments extends unknown[], Result>(
  activity: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return async (...given) => {
    try {
      return await activity(...given);
    } catch (error) {
      throw toFailure(error);
    }
  };
}

function toFailure(error: unknown): unknown {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  if (error instanceof IntegratorError) {
    const { code: type, message, details } = error;
    return ApplicationFailure.create({ type, message, details: [details], nonRetryable: !isRetryable(type) });
  }
  const cause = error instanceof Error ? error : new Error(String(error));
  const nonRetryable = activityInfo().attempt >= UNFORESEEN_ATTEMPTS;
  return ApplicationFailure.create({ type: 'internal', message: cause.message, cause, nonRetryable });
}

import { activityInfo, CancelledFailure } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

import { IntegratorError, isRetryable } from '../model/errors.js';
import { isUnreachable } from '../store/database.js';

/** After so many attempts a failure nobody foresaw is taken for one that will not mend. */
const UNFORESEEN_ATTEMPTS = 5;

/** How many characters of a message are told. */
const LONGEST = 2000;

type Activity<Arguments extends unknown[], Result> = (...given: Arguments) => Promise<Result>;

/** The activity, failing as Temporal needs it: our codes as types, and trying again only where that can help. */
export function failing<Arguments extends unknown[], Result>(
  activity: Activity<Arguments, Result>,
): Activity<Arguments, Result> {
  return translating(activity, () => activityInfo().attempt >= UNFORESEEN_ATTEMPTS);
}

/** As `failing`, but never given up: what it does must be done in the end, such as closing a run. */
export function persisting<Arguments extends unknown[], Result>(
  activity: Activity<Arguments, Result>,
): Activity<Arguments, Result> {
  return translating(activity, () => false);
}

function translating<Arguments extends unknown[], Result>(
  activity: Activity<Arguments, Result>,
  isGivenUp: () => boolean,
): Activity<Arguments, Result> {
  return async (...given) => {
    try {
      return await activity(...given);
    } catch (error) {
      throw toFailure(error, isGivenUp());
    }
  };
}

function toFailure(error: unknown, givenUp: boolean): unknown {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  if (error instanceof IntegratorError) {
    const { code: type, message } = error;
    return ApplicationFailure.create({ type, message: shorten(message), nonRetryable: !isRetryable(type) });
  }
  const message = shorten(error instanceof Error ? error.message : String(error));
  if (isUnreachable(error)) return ApplicationFailure.create({ type: 'service-unavailable', message });
  return ApplicationFailure.create({ type: 'internal', message, nonRetryable: givenUp });
}

/** A history has no room for a message that lists a thousand columns. */
function shorten(message: string): string {
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
}

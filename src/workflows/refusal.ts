import { ApplicationFailure } from '@temporalio/workflow';

import type { ErrorCode } from '../model/errors.js';

/** What a site answers to a message it does not follow. It is expected, and no alarm. */
export function refusal(type: ErrorCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true, category: 'BENIGN' });
}

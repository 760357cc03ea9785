import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Has the messages and stack traces of failures encrypted with the rest: they become a payload. It is loaded by its path,
 * and part of a workflow bundle of its own; its name is the one Temporal looks for.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

import { IntegratorError } from '../model/errors.js';

/** The longest a caller may wait, in seconds. */
const LONGEST = 120;

/**
 * How many seconds the caller wants to wait for the result: `Prefer: wait=30` (RFC 7240). 0 where he does not.
 *
 * @throws IntegratorError `invalid-request`.
 */
export function preferredWait(prefer: string | undefined): number {
  const wait = prefer?.split(/[,;]/).find((preference) => /^\s*wait\s*=/i.test(preference));
  if (wait === undefined) return 0;
  const seconds = Number(wait.split('=')[1]);
  if (Number.isInteger(seconds) && seconds >= 0) return Math.min(seconds, LONGEST);
  throw new IntegratorError('invalid-request', `Prefer:${wait} is not valid: expected seconds, such as wait=30.`);
}

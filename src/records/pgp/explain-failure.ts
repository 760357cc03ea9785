import { IntegratorError } from '../../model/errors.js';
import { pgpRefusal } from './pgp-refusal.js';

/** What the library says, and what that means to those who sent or wait for the file. */
const MEANINGS: readonly [said: RegExp, message: string][] = [
  [/Unexpected end of packet/, 'The file is cut off: it ends before its message does. Send it again.'],
  [
    /Unsupported AEAD mode|Version \d+ of the|decompression not supported/,
    'The file is encrypted or packed in a way that is not supported. Have it made by a current program, such as GnuPG 2 or later.',
  ],
  [
    /Unexpected packet|Unknown packet type|not allowed in this context|one literal data packet|ling signature packet/,
    'The file is damaged, or has other parts than one encrypted content and its signatures. Send each file by itself.',
  ],
];

const DAMAGED =
  'The file is damaged: it was changed or cut off after it was encrypted. Send it again; if it stays so, encrypt it anew.';

/** The refusal for whatever goes wrong while a message is opened: nothing but the file is to blame there. */
export function explainFailure(error: unknown): IntegratorError {
  // A refusal of ours comes back wrapped when the library was reading what we read for it.
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof IntegratorError) return cause;
  }
  const said = error instanceof Error ? error.message : String(error);
  const [, message = DAMAGED] = MEANINGS.find(([pattern]) => pattern.test(said)) ?? [];
  return pgpRefusal(message, { reason: said });
}

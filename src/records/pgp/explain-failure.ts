import { IntegratorError } from '../../model/errors.js';
import { pgpRefusal } from './pgp-refusal.js';

/** What the library says, and what that means to those who sent or wait for the file. */
const MEANINGS: readonly [said: RegExp, message: string][] = [
  [/Unexpected end of packet/, 'The file is cut off: it ends before its message does. Send it again.'],
  [
    /non-preferred symmetric algorithm|Unsupported AEAD mode|Version \d+ of the|decompression not supported/,
    'The file is encrypted in a way that is not supported or too weak. Have it encrypted with AES, such as by GnuPG 2 or later.',
  ],
  [
    /^Unexpected packet|Unknown packet type|not allowed in this context|one literal data packet|ling signature packet/,
    'The file does not hold one encrypted file and its signatures, and nothing else. Send each file on its own.',
  ],
];

const DAMAGED =
  'The file is damaged: it was changed or cut off after it was encrypted. Send it again; if it stays so, encrypt it anew.';

/** The refusal for whatever goes wrong while a message is opened: nothing but the file is to blame there. */
export function explainFailure(error: unknown): IntegratorError {
  if (error instanceof IntegratorError) return error;
  const said = error instanceof Error ? error.message.replace(/^Error decrypting message: /, '') : String(error);
  const [, message = DAMAGED] = MEANINGS.find(([pattern]) => pattern.test(said)) ?? [];
  return pgpRefusal(message, { reason: said });
}

import { startPgpProcess } from './pgp-process.js';
import type { PgpKeyTexts } from './read-pgp-keys.js';

/**
 * Checks that keys can be used, as `decryptPgp` does before it reads a file; where there are public ones only, as
 * `encryptPgp` does.
 *
 * @throws IntegratorError `key-invalid`
 */
export async function checkPgpKeys(keys: PgpKeyTexts, signal: AbortSignal): Promise<void> {
  const checking = await startPgpProcess({ kind: 'check', keys }, signal);
  try {
    await checking.report();
  } finally {
    checking.end();
  }
}

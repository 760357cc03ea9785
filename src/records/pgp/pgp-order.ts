import type { IntegratorError } from '../../model/errors.js';
import type { EncryptionReport } from './encryption-report.js';
import type { PgpReport } from './pgp-report.js';
import type { EncryptionKeyTexts } from './read-encryption-keys.js';
import type { PgpKeyTexts } from './read-pgp-keys.js';

/** What a process that works with OpenPGP is to do: check keys, decrypt a file, or encrypt one. */
export type PgpOrder =
  | { kind: 'check'; keys: PgpKeyTexts }
  | { kind: 'decrypt'; keys: PgpKeyTexts; maxPlainBytes: number }
  | { kind: 'encrypt'; keys: EncryptionKeyTexts; fileName: string };

/** What it tells of an order that it has carried out. */
export interface PgpReports {
  check: undefined;
  decrypt: PgpReport;
  encrypt: EncryptionReport;
}

/** What it says, once; all that it gives has been written before. */
export type PgpConclusion =
  { report: PgpReports[PgpOrder['kind']] } | { refusal: Pick<IntegratorError, 'code' | 'message' | 'details'> };

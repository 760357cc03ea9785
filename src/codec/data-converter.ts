import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { DataConverter } from '@temporalio/common';

import type { PayloadEncryption } from './payload-encryption.js';

/** Where the failure converter is; in the build as in the sources. */
export const FAILURE_CONVERTER = fileURLToPath(
  new URL(`./failure-converter${extname(import.meta.url)}`, import.meta.url),
);

/**
 * What a Client or a Worker is told so that everything it hands to Temporal is encrypted: arguments, results, memos,
 * summaries, failures. Nothing, where there are no keys.
 */
export function dataConverterOf(encryption: PayloadEncryption | undefined): { dataConverter?: DataConverter } {
  if (encryption === undefined) return {};
  return { dataConverter: { failureConverterPath: FAILURE_CONVERTER, payloadCodecs: [encryption] } };
}

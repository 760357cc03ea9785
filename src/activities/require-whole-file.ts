import { IntegratorError } from '../model/errors.js';
import type { ImportIntegration } from '../model/import-integration.js';
import type { RunRequest } from '../model/run-request.js';

/**
 * What replaces a table brings all that is to stay there: not some corrected records alone, nor all but some.
 *
 * @throws IntegratorError `correction-invalid`, `exclusion-invalid`.
 */
export function requireWholeFile({ resubmits, exclude = [] }: RunRequest, { target }: ImportIntegration): void {
  if (target.mode !== 'replace') return;
  const others = `mode replace deletes from ${target.table} what the file does not bring`;
  if (resubmits !== undefined) {
    const message = `Corrected records cannot be sent alone: ${others}. Correct the file and run it, or use upsert.`;
    throw new IntegratorError('correction-invalid', message);
  }
  if (exclude.length > 0) {
    const message = `${exclude.join(', ')} cannot be excluded: ${others}, and the excluded records with it. Leave out exclude, or use upsert.`;
    throw new IntegratorError('exclusion-invalid', message);
  }
}

import { z } from 'zod';

import { exportIntegration } from './export-integration.js';
import type { ExternalFile } from './external-file.js';
import { importIntegration } from './import-integration.js';

/** A template of a run, owned by a site: an import, unless it says `direction: export`. */
export const integration = z.discriminatedUnion('direction', [importIntegration, exportIntegration], {
  error: 'expected "import" or "export"',
});

export type Integration = z.output<typeof integration>;

/** The external files an integration declares; an export has none. */
export function externalFilesOf(definition: Integration): readonly ExternalFile[] {
  return definition.direction === 'import' ? definition.externalFiles : [];
}

import type { ImportIntegration } from './import-integration.js';
import { sourceFormat } from './source-format.js';

/** How large a file may be as it comes, in bytes, and which limit of the integration says so: a .zip has its own. */
export function sizeLimit(
  fileName: string,
  { maxBytes, maxZipBytes }: Pick<ImportIntegration['limits'], 'maxBytes' | 'maxZipBytes'>,
): { name: 'maxBytes' | 'maxZipBytes'; most: number } {
  return sourceFormat(fileName).zipped
    ? { name: 'maxZipBytes', most: maxZipBytes }
    : { name: 'maxBytes', most: maxBytes };
}

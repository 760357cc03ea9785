import { requireExternalFiles, type ExternalFile } from '../model/external-file.js';
import type { UploadedFile } from '../model/run-request.js';
import type { Database } from './database.js';
import { findUpload } from './uploads.js';

/** Files by the names an integration gives them. */
export type ExternalFiles = Record<string, UploadedFile>;

/**
 * The external files a run goes with: those it was given, and of the others the uploads that their declarations name.
 *
 * @throws IntegratorError `external-file-invalid`.
 */
export async function completeExternalFiles(
  database: Database,
  site: string,
  declared: readonly ExternalFile[],
  given: ExternalFiles,
): Promise<ExternalFiles> {
  const files = { ...given };
  for (const { name, file } of declared) {
    if (file === undefined || Object.hasOwn(files, name)) continue;
    const upload = await findUpload(database, site, file);
    if (upload !== undefined) files[name] = upload;
  }
  requireExternalFiles(declared, Object.keys(files));
  return files;
}

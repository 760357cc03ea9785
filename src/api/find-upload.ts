import { IntegratorError } from '../model/errors.js';
import { requireExternalFiles, type ExternalFile } from '../model/external-file.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import type { Database } from '../store/database.js';
import { findUpload } from '../store/uploads.js';

/** Files by the names an integration gives them. */
export type ExternalFiles = Record<string, UploadedFile>;

/** The content an uploaded file's name stands for now. @throws IntegratorError `file-not-found`, `file-format`. */
export async function requireUpload(database: Database, site: string, name: string): Promise<UploadedFile> {
  sourceFormat(name);
  const upload = await findUpload(database, site, name);
  if (upload !== undefined) return upload;
  const message = `No file ${name} was uploaded to site ${site}. PUT it to /api/v1/sites/${site}/files/${name} first.`;
  throw new IntegratorError('file-not-found', message);
}

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

import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import type { Database } from '../store/database.js';
import { findUpload } from '../store/uploads.js';

/** The content an uploaded file's name stands for now. @throws IntegratorError `file-not-found`, `file-format`. */
export async function requireUpload(database: Database, site: string, name: string): Promise<UploadedFile> {
  sourceFormat(name);
  const upload = await findUpload(database, site, name);
  if (upload !== undefined) return upload;
  const message = `No file ${name} was uploaded to site ${site}. PUT it to /api/v1/sites/${site}/files/${name} first.`;
  throw new IntegratorError('file-not-found', message);
}

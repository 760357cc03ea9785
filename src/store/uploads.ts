import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import type { Database } from './database.js';

/** Makes `upload` the latest content of its name. Earlier content stays in the file store for the runs that read it. */
export async function saveUpload(database: Database, site: string, upload: UploadedFile): Promise<void> {
  await database.query(
    `insert into upload (site, name, sha256, bytes) values ($1, $2, $3, $4)
     on conflict (site, name) do update
       set sha256 = excluded.sha256, bytes = excluded.bytes, uploaded_at = now()`,
    [site, upload.name, upload.sha256, upload.bytes],
  );
}

export async function findUpload(database: Database, site: string, name: string): Promise<UploadedFile | undefined> {
  const { rows } = await database.query<UploadedFile>(
    'select name, sha256, bytes from upload where site = $1 and name = $2',
    [site, name],
  );
  return rows[0];
}

/** The content an uploaded file's name stands for now. @throws IntegratorError `file-not-found`, `file-format`. */
export async function requireUpload(database: Database, site: string, name: string): Promise<UploadedFile> {
  sourceFormat(name);
  const upload = await findUpload(database, site, name);
  if (upload !== undefined) return upload;
  const message = `No file ${name} was uploaded to site ${site}. PUT it to /api/v1/sites/${site}/files/${name} first.`;
  throw new IntegratorError('file-not-found', message);
}

/** As `requireUpload`, of several files by the names an integration gives them. */
export async function requireUploads(
  database: Database,
  site: string,
  named: Readonly<Record<string, string>>,
): Promise<Record<string, UploadedFile>> {
  const uploads: Record<string, UploadedFile> = {};
  for (const [name, upload] of Object.entries(named)) uploads[name] = await requireUpload(database, site, upload);
  return uploads;
}

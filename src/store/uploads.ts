import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import { insertAudit } from './audits.js';
import { inTransaction, only, type Database } from './database.js';

type Content = Pick<UploadedFile, 'sha256' | 'bytes'>;

/** Makes `upload` the latest content of its name. Earlier content stays in the file store for the runs that read it. */
export async function saveUpload(database: Database, site: string, upload: UploadedFile, by: string): Promise<void> {
  const { name: file, sha256, bytes } = upload;
  await inTransaction(database, async (client) => {
    // A name that is there is locked as it is.
    const { rows } = await client.query<{ content: Content; created: boolean }>(
      `insert into upload (site, name, sha256, bytes) values ($1, $2, $3, $4)
       on conflict (site, name) do update set name = excluded.name
       returning json_build_object('sha256', sha256, 'bytes', bytes) as content, xmax = 0 as created`,
      [site, file, sha256, bytes],
    );
    const { content, created } = only(rows);
    await client.query('update upload set sha256 = $3, bytes = $4, uploaded_at = now() where site = $1 and name = $2', [
      site,
      file,
      sha256,
      bytes,
    ]);
    if (!created && content.sha256 === sha256) return;
    const change = { from: created ? null : content, to: { sha256, bytes } };
    await insertAudit(client, site, { by, action: 'upload', details: { file }, change });
  });
}

export async function findUpload(database: Database, site: string, name: string): Promise<UploadedFile | undefined> {
  const { rows } = await database.query<UploadedFile>(
    'select name, sha256, bytes from upload where site = $1 and name = $2',
    [site, name],
  );
  return rows[0];
}

/** An upload with the time of its latest content. */
export interface ListedUpload extends UploadedFile {
  uploadedAt: Date;
}

/** Which uploads of a site to list, newest first. */
export interface UploadFilter {
  /** The last upload of the page before. */
  after?: Pick<ListedUpload, 'uploadedAt' | 'name'> | undefined;
  limit: number;
}

/** Each name once, with its latest content. */
export async function listUploads(
  database: Database,
  site: string,
  { after, limit }: UploadFilter,
): Promise<ListedUpload[]> {
  const { rows } = await database.query<ListedUpload>(
    // To the millisecond, as far as a page can say where it ended.
    `select name, sha256, bytes, moment as "uploadedAt"
     from upload, date_trunc('milliseconds', uploaded_at) as moment
     where site = $1 and ($2::timestamptz is null or (moment, name) < ($2, $3::text))
     order by moment desc, name desc limit $4`,
    [site, after?.uploadedAt, after?.name, limit],
  );
  return rows;
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

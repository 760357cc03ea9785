import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import type { ExportToDo } from './read-run.js';
import type { FileSystem } from '../connections/files/file-system.js';
import { openFileSystem } from '../connections/files/open-file-system.js';
import { discardUpload, isUploaded, type OutgoingFile } from '../connections/files/outgoing-file.js';
import { publishFile } from '../connections/files/publish-file.js';
import { uploadFile } from '../connections/files/upload-file.js';
import { openHttpEndpoint } from '../connections/http/http-endpoint.js';
import { IntegratorError } from '../model/errors.js';
import { isFileTarget } from '../model/export-target.js';
import { outgoingFormat } from '../model/outgoing-format.js';
import type { UploadedFile } from '../model/run-request.js';

/**
 * How a file reaches its target, in two steps. A folder and an SFTP server take it aside, then it gets its name in one
 * moment; between the two it can be told later whether it has it. An http endpoint takes it with the second step, and
 * only its answer tells.
 *
 * @param part the hidden name of the file in between (`partOf`).
 */
export interface Delivery {
  /** Brings the content, aside. */
  upload(file: UploadedFile, part: string): Promise<void>;
  /** Lets readers have it. Done again, it ends the same. */
  publish(file: UploadedFile, part: string): Promise<void>;
  /** Whether what was uploaded has not got its name yet; of an http endpoint, whether it is not known to have it. */
  isWaiting(file: UploadedFile, part: string): Promise<boolean>;
  /** Forgets what was uploaded and has no name yet. */
  discard(part: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the target of an export that delivers files. It must be closed.
 *
 * @throws IntegratorError `connection-invalid`, `secret-not-found`, `target-unavailable`.
 */
export async function openDelivery(
  dependencies: Dependencies,
  todo: ExportToDo,
  signal: AbortSignal,
): Promise<Delivery> {
  const { target } = todo.definition;
  const connection = connectionOf(todo.site, target.connection);
  switch (connection?.kind) {
    case 'folder':
    case 'sftp':
      return deliverTo(await openFileSystem(connection, dependencies.resolveSecret, signal), dependencies, todo);
    case 'http':
      return post(openHttpEndpoint(connection, dependencies.resolveSecret), dependencies, todo, signal);
    default: {
      const message = `The target of this run is ${target.connection}, which is no folder, sftp or http connection of site ${todo.site.site}. Add it to the site, or correct target.connection.`;
      throw new IntegratorError('connection-invalid', message);
    }
  }
}

function deliverTo(fileSystem: FileSystem, { files }: Dependencies, { definition: { target } }: ExportToDo): Delivery {
  const onExisting = isFileTarget(target) ? target.onExisting : 'replace';
  const outgoing = ({ name, bytes, sha256 }: UploadedFile, part: string): OutgoingFile => ({
    name,
    part,
    bytes,
    content: () => files.read(sha256),
    onExisting,
  });
  return {
    upload: (file, part) => uploadFile(fileSystem, outgoing(file, part)),
    publish: (file, part) => publishFile(fileSystem, outgoing(file, part)),
    isWaiting: ({ bytes }, part) => isUploaded(fileSystem, { bytes, part }),
    discard: (part) => discardUpload(fileSystem, { part }),
    close: () => fileSystem.close(),
  };
}

function post(
  endpoint: ReturnType<typeof openHttpEndpoint>,
  { files }: Dependencies,
  { run }: ExportToDo,
  signal: AbortSignal,
): Delivery {
  return {
    upload: () => Promise.resolve(),
    publish: ({ name, bytes, sha256 }) =>
      endpoint.sendFile(
        {
          path: `/${encodeURIComponent(name)}`,
          name,
          bytes,
          contentType: contentTypeOf(name),
          content: () => files.read(sha256),
          idempotencyKey: `${run.id}/${name}`,
        },
        signal,
      ),
    isWaiting: () => Promise.resolve(true),
    discard: () => Promise.resolve(),
    close: () => endpoint.close(),
  };
}

function contentTypeOf(name: string): string {
  const { content, zipped, encrypted } = outgoingFormat(name);
  if (encrypted) return 'application/pgp-encrypted';
  if (zipped) return 'application/zip';
  return content === 'csv' ? 'text/csv' : 'application/jsonl';
}

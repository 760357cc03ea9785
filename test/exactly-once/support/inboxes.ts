import { join } from 'node:path';

import type { ImportCase } from './import-case.js';
import { SftpEndpoint } from './sftp-endpoint.js';

/** How the file of an import comes to its site. */
export interface Inbox {
  /** The connection it is taken from; undefined where it is uploaded. */
  connection: Record<string, unknown> | undefined;
  /** The server it is taken from, where it is one. */
  sftp?: SftpEndpoint;
  stop: () => Promise<void>;
}

export type InboxKind = keyof typeof INBOXES;

/** A folder, an SFTP server over it, or none: then the file is uploaded to the API. */
export const INBOXES = { folder, sftp, upload } satisfies Record<string, (given: ImportCase) => Promise<Inbox>>;

function folder({ folder: path }: ImportCase): Promise<Inbox> {
  return Promise.resolve({ connection: { kind: 'folder', path }, stop });
}

async function sftp({ folder: path, lane, site }: ImportCase): Promise<Inbox> {
  const server = await SftpEndpoint.start();
  const connection = await server.connection(path, join(lane.service.folder, `password-of-${site}`));
  return { connection, sftp: server, stop: () => server.stop() };
}

function upload(): Promise<Inbox> {
  return Promise.resolve({ connection: undefined, stop });
}

/** Nothing is to be stopped. */
function stop(): Promise<void> {
  return Promise.resolve();
}

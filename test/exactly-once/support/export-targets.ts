import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readArchive } from '../../records/archive/support/read-archive.js';
import { BatchEndpoint } from './batch-endpoint.js';
import type { CaseLane } from './case-lane.js';
import { SftpEndpoint } from './sftp-endpoint.js';

/** Where an export sends to, as a test looks at it. */
export interface ExportTarget {
  connection: Record<string, unknown>;
  target: Record<string, unknown>;
  /** What can be held, of a target that is reached over a network. */
  sftp?: SftpEndpoint;
  http?: BatchEndpoint;
  /** The ids of the records that are there, in the order in which they came; those that came twice stand twice. */
  arrived: () => Promise<number[]>;
  /** Forgets what has come. */
  clear: () => Promise<void>;
  /** Gives the file its name while it has a hidden one, which it keeps; of a folder. */
  link?: (hidden: string) => Promise<void>;
  /** Puts a file without records under its name, and takes it away; of a folder. */
  occupy?: () => Promise<void>;
  vacate?: () => Promise<void>;
  /** The names of files that are no whole file by its final name. */
  leftovers: () => Promise<string[]>;
  stop: () => Promise<void>;
}

export type ExportKind = keyof typeof EXPORT_TARGETS;

export const EXPORT_TARGETS = { folder, sftp, http } satisfies Record<
  string,
  (lane: CaseLane, file: string) => Promise<ExportTarget>
>;

/** So many records a batch. */
export const BATCH = 10;

async function folder({ service }: CaseLane, file: string): Promise<ExportTarget> {
  const path = await newFolder(service.folder);
  return { connection: { kind: 'folder', path }, ...filesIn(path, file), stop: () => Promise.resolve() };
}

async function sftp({ service }: CaseLane, file: string): Promise<ExportTarget> {
  const path = await newFolder(service.folder);
  const server = await SftpEndpoint.start();
  const connection = await server.connection(path, join(service.folder, randomUUID()));
  return { connection, ...filesIn(path, file), sftp: server, stop: () => server.stop() };
}

async function newFolder(inside: string): Promise<string> {
  const path = join(inside, randomUUID());
  await mkdir(path);
  return path;
}

function filesIn(path: string, file: string): Omit<ExportTarget, 'connection' | 'stop'> {
  const names = () => readdir(path);
  return {
    target: { connection: 'target', file },
    arrived: async () => {
      if (!(await names()).includes(file)) return [];
      const content = await (file.endsWith('.zip') ? unzipped : readFile)(join(path, file));
      const [header, ...lines] = content.toString('utf8').split('\r\n');
      if (header !== 'id,name' || lines.pop() !== '') throw new Error('The file is not whole.');
      return lines.map((line) => Number(line.split(',')[0]));
    },
    link: (hidden) => link(join(path, hidden), join(path, file)),
    occupy: () => writeFile(join(path, file), 'id,name\r\n'),
    vacate: () => rm(join(path, file)),
    // A file stays, as its reader may not have come; it is written anew.
    clear: () => Promise.resolve(),
    leftovers: async () => (await names()).filter((name) => name !== file),
  };
}

async function unzipped(path: string): Promise<Buffer> {
  return (await readArchive(path)).content;
}

async function http(): Promise<ExportTarget> {
  const endpoint = await BatchEndpoint.start();
  return {
    connection: { kind: 'http', url: endpoint.url, allowPrivate: true },
    target: { connection: 'target', records: { batchSize: BATCH } },
    http: endpoint,
    arrived: () => Promise.resolve(endpoint.records.map(({ id }) => id)),
    clear: () => {
      endpoint.clear();
      return Promise.resolve();
    },
    leftovers: () => Promise.resolve([]),
    stop: () => endpoint.stop(),
  };
}

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { RecordEndpoint } from '../../api/support/record-endpoint.js';
import { SshServer, SECRETS } from '../../connections/support/ssh-server.js';
import type { Lane } from './lane.js';

/** Where an export sends to, as a test looks at it. */
export interface ExportTarget {
  connection: Record<string, unknown>;
  target: Record<string, unknown>;
  /** The ids of the records that are there, in the order in which they came; those that came twice stand twice. */
  arrived: () => Promise<number[]>;
  /** Forgets what has come. */
  clear: () => Promise<void>;
  /** The names of files that are no whole file by its final name. */
  leftovers: () => Promise<string[]>;
  stop: () => Promise<void>;
}

export const EXPORT_TARGETS = { folder, sftp, http } satisfies Record<string, (lane: Lane) => Promise<ExportTarget>>;

/** So many records a batch. */
export const BATCH = 10;

async function folder({ service }: Lane): Promise<ExportTarget> {
  const path = join(service.folder, randomUUID());
  await mkdir(path);
  return { connection: { kind: 'folder', path }, ...filesIn(path), stop: () => Promise.resolve() };
}

async function sftp({ service }: Lane): Promise<ExportTarget> {
  const path = join(service.folder, randomUUID());
  await mkdir(path);
  const server = await SshServer.start();
  const secret = join(service.folder, randomUUID());
  await writeFile(secret, SECRETS['env:PASSWORD'] ?? '');
  const connection = { ...server.connection(path), password: `file:${secret}` };
  return { connection, ...filesIn(path), stop: () => server.stop() };
}

function filesIn(path: string): Omit<ExportTarget, 'connection' | 'stop'> {
  const names = () => readdir(path);
  return {
    target: { connection: 'target', file: 'things.csv' },
    arrived: async () => {
      if (!(await names()).includes('things.csv')) return [];
      const [header, ...lines] = (await readFile(join(path, 'things.csv'), 'utf8')).split('\r\n');
      if (header !== 'id,name' || lines.pop() !== '') throw new Error('The file is not whole.');
      return lines.map((line) => Number(line.split(',')[0]));
    },
    // A file stays, as its reader may not have come; it is written anew.
    clear: () => Promise.resolve(),
    leftovers: async () => (await names()).filter((name) => name !== 'things.csv'),
  };
}

async function http(): Promise<ExportTarget> {
  const endpoint = new RecordEndpoint();
  await endpoint.start();
  return {
    connection: { kind: 'http', url: endpoint.url, allowPrivate: true },
    target: { connection: 'target', records: { batchSize: BATCH } },
    arrived: () => Promise.resolve(endpoint.records.map(({ id }) => Number(id))),
    clear: () => {
      endpoint.received.length = 0;
      return Promise.resolve();
    },
    leftovers: () => Promise.resolve([]),
    stop: () => endpoint.stop(),
  };
}

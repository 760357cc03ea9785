import { setMaxListeners } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimFile } from '../../../../src/connections/files/claim-file.js';
import type { FileSystem } from '../../../../src/connections/files/file-system.js';
import { readClaimedFile } from '../../../../src/connections/files/read-claimed-file.js';
import type { TakenFile } from '../../../../src/connections/files/taken-file.js';
import { FolderFileSystem } from '../../../../src/connections/folder/folder-file-system.js';
import { openSftp } from '../../../../src/connections/sftp/open-sftp.js';
import { eventually } from '../../../support/eventually.js';
import { resolveSecret, SshServer } from '../../support/ssh-server.js';

/** A signal that never comes, whoever listens. */
export const GOING_ON = new AbortController().signal;
setMaxListeners(0, GOING_ON);

/** A real folder that files are taken from and sent to. */
export interface Inbox {
  path: string;
  /** The folder as a connection has it. */
  fs: FileSystem;
  /** Another connection to it, which ends with `signal`. */
  open(signal: AbortSignal): Promise<FileSystem>;
  /** Writes files by their paths in the folder. */
  put(files: Record<string, string>): void;
  /** Every file by its path in the folder with what is in it; an empty folder by its path and a slash. */
  files(): Record<string, string>;
  /** Writes the file as a sender does who begins after `than` has come, as far as the connection tells times. */
  overwriteLater(name: string, content: string, than: string): Promise<void>;
  remove(): Promise<void>;
}

/** Whether tests reach their folder directly or over SFTP. */
export type InboxKind = 'folder' | 'sftp';

/** Declares the tests twice: for a folder of this machine, and for the same over SFTP. */
export function describeFiles(title: string, tests: (newInbox: () => Promise<Inbox>, kind: InboxKind) => void): void {
  describe(`${title}, in a folder`, () => tests(newInbox, 'folder'));
  describe(`${title}, over SFTP`, () => {
    let server: SshServer;
    before(async () => (server = await SshServer.start()));
    after(() => server.stop());
    tests(() => newSftpInbox(server), 'sftp');
  });
}

export async function newInbox(): Promise<Inbox> {
  return inboxIn(newFolder(), (path, signal) => Promise.resolve(new FolderFileSystem(path, signal)), 1);
}

export async function newSftpInbox(server: SshServer): Promise<Inbox> {
  return inboxIn(newFolder(), (path, signal) => openSftp(server.connection(path), resolveSecret, signal), 1000);
}

function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-files-'));
  chmodSync(path, 0o755);
  return path;
}

/** @param tick the shortest time that the connection tells apart, in milliseconds. */
async function inboxIn(
  path: string,
  open: (path: string, signal: AbortSignal) => Promise<FileSystem>,
  tick: number,
): Promise<Inbox> {
  const fs = await open(path, GOING_ON);
  return {
    path,
    fs,
    open: (signal) => open(path, signal),
    put: (files) => {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    },
    files: () => Object.fromEntries(filesIn(path, '')),
    overwriteLater: async (name, content, than) => {
      const { ctimeMs } = statSync(join(path, than));
      await eventually('the clock of the file system went on', () => {
        writeFileSync(join(path, name), content);
        const { mtimeMs } = statSync(join(path, name));
        return Promise.resolve(
          tick === 1 ? mtimeMs > ctimeMs : Math.floor(mtimeMs / tick) > Math.floor(ctimeMs / tick),
        );
      });
    },
    remove: async () => {
      await fs.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function filesIn(root: string, folder: string): [string, string][] {
  return readdirSync(join(root, folder))
    .sort()
    .flatMap((name): [string, string][] => {
      const path = join(folder, name);
      if (!statSync(join(root, path)).isDirectory()) return [[path, readFileSync(join(root, path), 'utf8')]];
      const inside = filesIn(root, path);
      return inside.length > 0 ? inside : [[`${path}/`, '']];
    });
}

/** `a.csv`, taken by a run of its own as soon as it is there, and put away as `given` says. */
export function taken(given: Partial<TakenFile> = {}): TakenFile {
  return { run: crypto.randomUUID(), file: 'a.csv', settleSeconds: 0, ...given };
}

/** Claims the file and gives its content; `onChunk` is awaited after each piece of it. */
export async function read(
  fs: FileSystem,
  file: TakenFile,
  onChunk = (): Promise<void> => Promise.resolve(),
): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readClaimedFile(fs, await claimFile(fs, file))) {
    chunks.push(chunk);
    await onChunk();
  }
  return Buffer.concat(chunks).toString();
}

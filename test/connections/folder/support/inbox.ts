import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, statSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '../../../support/eventually.js';
import { readClaimedFile } from '../../../../src/connections/folder/read-claimed-file.js';
import { claimFile } from '../../../../src/connections/folder/claim-file.js';
import type { TakenFile } from '../../../../src/connections/folder/taken-file.js';

/** A signal that never comes. */
export const GOING_ON = new AbortController().signal;

/** A real folder that files are taken from. */
export interface Inbox {
  path: string;
  /** Writes files by their paths in the folder. */
  put(files: Record<string, string>): void;
  /** Every file by its path in the folder with what is in it; an empty folder by its path and a slash. */
  files(): Record<string, string>;
  /** Writes the file as a sender does who begins after `than` has come, by the file system's own clock. */
  overwriteLater(name: string, content: string, than: string): Promise<void>;
  remove(): void;
}

export function newInbox(): Inbox {
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-folder-'));
  chmodSync(path, 0o755);
  return {
    path,
    put: (files) => {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    },
    files: () => Object.fromEntries(filesIn(path, '')),
    overwriteLater: async (name, content, than) => {
      const { ctimeMs } = statSync(join(path, than));
      await eventually('the clock of the file system went on', () => {
        writeFileSync(join(path, name), content);
        return Promise.resolve(statSync(join(path, name)).mtimeMs > ctimeMs);
      });
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
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
  folder: string,
  file: TakenFile,
  onChunk = (): Promise<void> => Promise.resolve(),
): Promise<string> {
  const chunks: Buffer[] = [];
  const { signal } = new AbortController();
  for await (const chunk of readClaimedFile(await claimFile(folder, file, signal), signal)) {
    chunks.push(chunk);
    await onChunk();
  }
  return Buffer.concat(chunks).toString();
}

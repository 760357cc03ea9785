import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Owner {
  child: ChildProcessByStdio<Writable, Readable, null>;
  /** "holding <pid of its PostgreSQL>", or why it was refused. */
  answer: string;
}

/** Starts owner.ts as a process of its own and waits for what it says. */
export async function startOwner(path: string, what: 'folder' | 'postgres', uid?: number): Promise<Owner> {
  const script = fileURLToPath(new URL('./owner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path, what], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const [answer] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, answer };
}

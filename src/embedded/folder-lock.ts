import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.js';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.js';
import { writeFileAtomically } from './write-file-atomically.js';

const PREFIX = 'in-use-by.';

/**
 * Takes the folder for this process and returns a function that gives it back. A lock whose process is gone, or whose
 * number now belongs to another process, is removed silently. Throws EmbeddedError when a living process holds it.
 *
 * Every owner has a file of its own: it is put in place first and the others are looked at afterwards, so of two that
 * start at once at least one sees the other. With one shared file, taking over a stale lock could delete the fresh one
 * of somebody who was a moment quicker.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const self = identifyProcess(process.pid);
  if (self === undefined) throw new EmbeddedError('This system does not tell when a process started (ps, /proc).');
  for (let attempt = 1; ; attempt++) {
    const name = `${PREFIX}${process.pid}.${randomBytes(4).toString('hex')}`;
    writeFileAtomically(join(folder, name), JSON.stringify(self), 0o644);
    const release = () => rmSync(join(folder, name), { force: true });
    const holder = livingHolder(folder, name);
    if (holder === undefined) return release;
    release();
    // Two that started in the same moment have both stepped back; let chance decide who comes first.
    if (attempt === 3) throw inUse(folder, holder);
    await delay(20 + Math.random() * 150);
  }
}

function livingHolder(folder: string, own: string): ProcessIdentity | undefined {
  const others = readdirSync(folder).filter((name) => name.startsWith(PREFIX) && !name.endsWith('.new'));
  for (const name of others.filter((other) => other !== own)) {
    const holder = readHolder(join(folder, name));
    if (holder !== undefined && isRunning(holder)) return holder;
    // Names are never used twice, so this cannot be a living owner's.
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    // Released meanwhile, or cut off by a power loss: files are renamed into place complete.
    return undefined;
  }
}

function inUse(folder: string, { pid }: ProcessIdentity): EmbeddedError {
  return new EmbeddedError(
    `The data folder ${folder} is in use by process ${pid}. ` +
      `Stop that one first (Ctrl-C where it runs, or: kill ${pid}), or set INTEGRATOR_DATA to another folder.`,
  );
}

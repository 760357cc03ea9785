import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Arrival } from './arrival.js';

/** Given up when nothing has arrived for so long, in milliseconds: a slow network is waited for, a dead one is not. */
const SILENCE = 45_000;

/** Time between two words to the user, in milliseconds. */
const HEARTBEAT = 15_000;

/**
 * Has the Temporal SDK download its dev server and keeps it at `target`.
 *
 * In a process of its own, because the SDK makes its one Runtime, with signal handlers, in the process that downloads,
 * and because its download cannot be cancelled: this process is killed with all it started.
 */
export async function downloadTemporal({
  target,
  versionOf,
  env,
  report,
  signal,
}: Arrival): Promise<string | undefined> {
  report('Downloading the Temporal dev server from temporal.download');
  const folder = await mkdtemp(join(dirname(target), '.download-'));
  try {
    const problem = await runDownload(folder, env, report, signal);
    for (const name of await readdir(folder)) {
      const version = await versionOf(join(folder, name));
      if (version === undefined) continue;
      await rename(join(folder, name), target);
      report(`Downloaded the Temporal dev server to ${target} (${version})`);
      return undefined;
    }
    return `The download of the Temporal dev server failed: ${problem}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runDownload(
  folder: string,
  env: Arrival['env'],
  report: Arrival['report'],
  signal: Arrival['signal'],
): Promise<string> {
  const entry = new URL(`./download-temporal-child${extname(import.meta.url)}`, import.meta.url);
  const child = fork(entry, [folder], { detached: true, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));

  let [size, lastGrowth, lastWord, givenUp] = [0, Date.now(), Date.now(), false];
  const watch = setInterval(() => {
    void sizeOf(folder).then((now) => {
      if (now > size) [size, lastGrowth] = [now, Date.now()];
      if (Date.now() - lastGrowth > SILENCE) {
        givenUp = true;
        killGroup(child.pid);
      } else if (Date.now() - lastWord > HEARTBEAT) {
        lastWord = Date.now();
        report(`Downloading: ${(size / 1e6).toFixed(0)} MB so far`);
      }
    });
  }, 500);
  const kill = () => killGroup(child.pid);
  process.once('exit', kill);
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted === true) kill();
  try {
    await once(child, 'close');
  } finally {
    clearInterval(watch);
    process.removeListener('exit', kill);
    signal?.removeEventListener('abort', kill);
  }
  if (givenUp) return `nothing arrived for ${SILENCE / 1000} s`;
  const reason = /\[?Error: (.*?)\]?$/m.exec(output)?.[1] ?? output.trim().slice(-300);
  // The same address stands in it twice, and the cause behind it.
  return reason.replace(/error sending request for url \(\S+\): /g, '');
}

/** The download and the server it started to try it out, which is in the same group. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Ended in the same moment.
  }
}

async function sizeOf(folder: string): Promise<number> {
  try {
    const files = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name))));
    return files.reduce((sum, { size }) => sum + size, 0);
  } catch {
    // A file was renamed between the two steps; the next look finds it.
    return 0;
  }
}

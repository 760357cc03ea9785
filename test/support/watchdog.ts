import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * However this process ends (Ctrl-C, a crash, kill -9), the servers written down in the data folder and the folder go
 * with it. It is not waited for when this process ends; kill it when the servers have been stopped.
 */
export function startWatchdog(path: string): ChildProcess {
  const script = fileURLToPath(new URL('../embedded/support/end-with-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  return child;
}

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'postmaster.pid';

/**
 * What the server with this pid says of itself in its postmaster.pid ("starting", "ready", "stopping"), or undefined if
 * the file is not its own or not there. PostgreSQL's own pg_ctl waits in this way: it needs no connection and cannot
 * take another server on the same port for ours.
 */
export function postmasterState(cluster: string, pid: number): string | undefined {
  // Line 1 is the pid, line 8 the state (PostgreSQL's src/include/utils/pidfile.h).
  const lines = read(cluster)?.split('\n');
  return Number(lines?.[0]) === pid ? lines?.[7]?.trim() : undefined;
}

/**
 * Removes a postmaster.pid whose number now belongs to a program that is no PostgreSQL. PostgreSQL itself sees only
 * that some process has the number and refuses to start; in a container, where numbers are few, that happens often.
 * Should a server run on the cluster after all, its shared memory still keeps a second one out.
 */
export function removeForeignPostmasterFile(cluster: string): void {
  const pid = Number(read(cluster)?.split('\n')[0]);
  if (!(pid > 0) || commandOf(pid) === 'postgres') return;
  rmSync(join(cluster, NAME), { force: true });
}

function read(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, NAME), 'utf8');
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    const path = execFileSync('/bin/ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8', env: {} }).trim();
    return path.slice(path.lastIndexOf('/') + 1);
  } catch {
    return undefined;
  }
}

import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second. */
const TICKS = 100;

/** Seconds of processor time all processes have used that this one has started, directly or not (Linux). */
export async function cpuTimeOfOthers(): Promise<number> {
  const parents = new Map<number, number>();
  const used = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // One that has just ended has no file any more.
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(entry), Number(fields[1]));
    used.set(Number(entry), (Number(fields[11]) + Number(fields[12])) / TICKS);
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  return [...used].reduce((sum, [pid, seconds]) => (isOurs(pid) ? sum + seconds : sum), 0);
}

import { readFile, writeFile } from 'node:fs/promises';

/** Forgets the peak of processes' memory, so that the next one is of what comes now (Linux). */
export async function forgetPeakMemory(pids: readonly number[]): Promise<void> {
  for (const pid of pids) await writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** The most resident memory that one of the processes had since, in bytes. */
export async function peakMemory(pids: readonly number[]): Promise<number> {
  const statuses = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
  return Math.max(...statuses.map((status) => Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024));
}

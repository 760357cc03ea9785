import { closeSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Above this size, in bytes, a log is put aside (`.1`) at the next start, so that it cannot fill the disk for ever. */
const PUT_ASIDE = 16 * 1024 * 1024;

/** The end of a log that is worth reading, in bytes. */
const END = 64 * 1024;

/** The log file of a server: what the server writes goes straight to the file, whether we live or not. */
export interface ServerLog {
  readonly path: string;
  /** To be given to the child as stdout and stderr; close it once the child has it. */
  readonly descriptor: number;
  /** What was written since it was opened, or the last 64 kB of it. */
  read(): string;
  /** The last `count` lines written since it was opened, for a message; says so if there are none. */
  lastLines(count?: number): string;
}

/** Opens the log at `path` for appending, in a folder that only we may enter. Throws what the file system throws. */
export function openServerLog(path: string): ServerLog {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const old = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (old > PUT_ASIDE) renameSync(path, `${path}.1`);
  const start = old > PUT_ASIDE ? 0 : old;
  const read = () => readFrom(path, start);
  return {
    path,
    descriptor: openSync(path, 'a', 0o600),
    read,
    lastLines: (count = 12) => {
      const lines = read()
        .trimEnd()
        .split('\n')
        .slice(-count)
        .map((line) => line.slice(0, 300));
      return lines.length === 1 && lines[0] === '' ? '(it wrote nothing)' : lines.join('\n');
    },
  };
}

function readFrom(path: string, start: number): string {
  const file = openSync(path, 'r');
  try {
    const { size } = statSync(path);
    const from = Math.max(start, size - END);
    const buffer = Buffer.alloc(Math.max(0, size - from));
    const length = readSync(file, buffer, 0, buffer.length, from);
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A sender of its own that is writing a file. */
export interface Writer {
  /** Waits until it has been writing for so many milliseconds more. */
  writeOn(milliseconds: number): Promise<void>;
  /** Lets it write the last line and waits until it has gone. */
  end(): Promise<void>;
}

/** Starts writer.ts as a process of its own and waits until it has begun. */
export async function startWriter(path: string): Promise<Writer> {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  return {
    writeOn: async (milliseconds) => {
      const until = Date.now() + milliseconds;
      while (Date.now() < until) await lines.next();
    },
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

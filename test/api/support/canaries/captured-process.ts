import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the product, all of whose output is kept. */
export interface CapturedProcess {
  /** What it has written so far, to stdout and stderr. */
  output: () => string;
  end: () => Promise<void>;
}

/**
 * Starts an entry of the build and waits until it is up.
 *
 * @param entry such as `worker.js`
 * @param environment beside that of this process
 * @param upWith what it says when it is up
 */
export async function startCaptured(
  entry: string,
  environment: Record<string, string>,
  upWith: string,
): Promise<CapturedProcess> {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(import.meta.dirname, '../../../../dist', entry)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    },
  );
  const exited = once(child, 'exit');
  let output = '';
  const isUp = new Promise<void>((resolve, reject) => {
    const take = (text: string) => {
      output += text;
      if (output.includes(upWith)) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
    void exited.then(() => reject(new Error(`${entry} ended before it was up: ${output}`)));
  });
  await isUp;
  return {
    output: () => output,
    end: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

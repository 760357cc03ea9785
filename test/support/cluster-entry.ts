import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunningPart } from './cluster-part.js';

const DIST = join(import.meta.dirname, '../../dist');

/**
 * However the process of the tests ends, those it has started end with it: the channel between them closes. Processes
 * that they start themselves have channels of their own.
 */
const END_WITH_PARENT = `data:text/javascript,${[
  'process.channel?.unref()',
  'process.on("disconnect",()=>process.kill(process.pid,"SIGKILL"))',
  'process.execArgv.splice(process.execArgv.indexOf("--import"),2)',
].join(';')}`;

/** `stop_grace_period` of docker-compose.yml, in milliseconds. */
const GRACE = 20_000;

export interface EntryOptions {
  /** Of the build: `worker.js`, `api/index.js`. */
  entry: string;
  /** All it is given, beside PATH and HOME. */
  environment: Record<string, string>;
  /** What it says is added to this file. */
  log: string;
  signal: AbortSignal;
}

/**
 * Starts an entry of the build and waits until it says that it is up.
 *
 * @throws Error with its last words where it ends before.
 */
export async function startEntry({ entry, environment, log, signal }: EntryOptions): Promise<RunningPart> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', END_WITH_PARENT, join(DIST, entry)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH, HOME, ...environment },
  });
  const ended = once(child, 'exit');
  const giveUp = () => child.kill('SIGKILL');
  signal.addEventListener('abort', giveUp);
  try {
    await new Promise<void>((up, gone) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => {
          appendFileSync(log, text);
          said = (said + text).slice(-10_000);
          if (said.includes('is up')) up();
        });
      }
      void ended.then(() => gone(new Error(`${entry} ended before it was up:\n${said}`)));
    });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    const patience = setTimeout(giveUp, GRACE);
    await ended;
    clearTimeout(patience);
  };
  return { pid: child.pid!, ended, stop };
}

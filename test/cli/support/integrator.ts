import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** The command line as it is installed. */
export const BINARY = join(import.meta.dirname, '../../../dist/cli/index.js');

/** What begins each thing that only a terminal understands. */
export const ESCAPE = '\u001B';

/** What a command has said, and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command that was begun. */
export interface Begun {
  ended: Promise<Ended>;
  /** Presses Ctrl-C. */
  interrupt: () => void;
  /** Resolves when stderr, or stdout, has said it; else with what was said until the end. */
  said: (what: RegExp) => Promise<string>;
}

/** Calls the command line for one API. */
export type Integrator = (...args: readonly string[]) => Promise<Ended>;

/** Begins `integrator args` in a pipe, with nothing of this process's environment but PATH. */
export function beginIntegrator(args: readonly string[], environment: Record<string, string> = {}): Begun {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: { PATH, TZ: 'UTC', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let heard = '';
  const ended = untilEnded(child);
  const said = (what: RegExp) =>
    new Promise<string>((resolve) => {
      const listen = (piece: Buffer) => {
        heard += piece.toString();
        if (what.test(heard)) resolve(heard);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      void ended.then(() => resolve(heard));
    });
  return { ended, interrupt: () => child.kill('SIGINT'), said };
}

/** The command line for an API, and for a site where one is named. */
export function integratorFor(url: string, site?: string): Integrator {
  const environment = { INTEGRATOR_URL: url, ...(site === undefined ? {} : { INTEGRATOR_SITE: site }) };
  return (...args) => beginIntegrator(args, environment).ended;
}

/** Runs a script in bash, which finds the command line as `$NODE "$BINARY"`. */
export async function runBash(script: string): Promise<Ended> {
  const { PATH = '' } = process.env;
  const child = spawn('bash', ['-c', script], {
    env: { PATH, NODE: process.execPath, BINARY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return untilEnded(child);
}

async function untilEnded(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const closed = once(child, 'close') as Promise<[code: number | null]>;
  const [[code], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

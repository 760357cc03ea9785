import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { DataFolder } from './data-folder.js';
import { EmbeddedError } from './embedded-error.js';
import type { ServerLog } from './server-log.js';
import { ENDING_SIGNALS, type ServerKind } from './server-kind.js';

/** How long a server may take to obey each signal, in milliseconds. */
const PATIENCE = 10_000;

export interface ServerCommand {
  name: ServerKind;
  executable: string;
  args: readonly string[];
  /** The whole environment of the child; ours is not passed on, so that no variable of ours can change a server. */
  env: Record<string, string>;
  /** The user to run as, when we are root. */
  user?: { uid: number; gid: number } | undefined;
  folder: DataFolder;
  log: ServerLog;
}

/** A server that runs until we stop it. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when it has ended, with how ("exit code 1", "signal SIGKILL"); never rejects. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  /** Ends it by the signals of its kind, waiting up to 10 s after each; done at once if it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a server and writes it down in the data folder.
 *
 * It gets a session of its own (`detached`), so that a Ctrl-C in the terminal reaches us alone: servers are stopped
 * last, when worker and API have finished with them.
 *
 * Throws EmbeddedError if it cannot be executed.
 */
export async function startServerProcess(command: ServerCommand): Promise<ServerProcess> {
  const { name, executable, args, env, user, folder, log } = command;
  const child = spawn(executable, args, {
    cwd: '/',
    detached: true,
    env,
    stdio: ['ignore', log.descriptor, log.descriptor],
    ...user,
  });
  if (child.pid !== undefined) folder.recordProcess(name, child.pid);
  closeSync(log.descriptor);

  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      folder.forgetProcess(name);
      resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`);
    });
  });
  const { pid } = child;
  if (pid === undefined) {
    const error = await new Promise<Error>((resolve) => child.once('error', resolve));
    throw new EmbeddedError(`${name} cannot be started: ${error.message}`);
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    for (const signal of ENDING_SIGNALS[name]) {
      if (!isRunning()) return;
      child.kill(signal);
      await endsWithin(ended, PATIENCE);
    }
  };
  let stopping: Promise<void> | undefined;
  return { pid, ended, isRunning, stop: () => (stopping ??= stop()) };
}

async function endsWithin(ended: Promise<string>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([ended, patience]);
  clearTimeout(timer);
}

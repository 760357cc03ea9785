import { execFile } from 'node:child_process';

export interface CommandResult {
  ok: boolean;
  stdout: string;
  /** What it wrote to stderr, or why it could not run at all. */
  problem: string;
}

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is killed. */
  timeout: number;
  user?: { uid: number; gid: number } | undefined;
  /** Kills it. */
  signal?: AbortSignal | undefined;
}

/** Runs a short command to its end. Never rejects: that it failed, or does not exist, is an answer. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { env, timeout, user, signal } = options;
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { env, timeout, killSignal: 'SIGKILL', cwd: '/', signal, ...user },
      (error, stdout, stderr) => {
        resolve({ ok: error === null, stdout: stdout.trim(), problem: stderr.trim() || (error?.message ?? '') });
      },
    );
  });
}

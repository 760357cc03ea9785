import { dirname } from 'node:path';
import type { PostgresUser } from './postgres-user.js';
import { runCommand } from './run-command.js';

/**
 * The outermost of `path` and its parent folders that `user` may not enter, or undefined if nothing blocks. The system
 * is asked as that user, since permission bits alone do not tell (access lists, read-only mounts, containers).
 */
export async function findBlockingFolder(path: string, user: PostgresUser): Promise<string | undefined> {
  const folders = [path];
  for (let parent = dirname(path); parent !== folders[0]; parent = dirname(parent)) folders.unshift(parent);
  const script = 'for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 1; }; done';
  const { ok, stdout, problem } = await runCommand('/bin/sh', ['-c', script, 'sh', ...folders], {
    env: {},
    timeout: 10_000,
    user: { uid: user.uid, gid: user.gid },
  });
  if (ok) return undefined;
  if (stdout === '') throw new Error(`Cannot look at ${path} as ${user.name}: ${problem}`);
  return stdout;
}

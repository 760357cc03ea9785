import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.js';
import { EmbeddedError } from './embedded-error.js';
import type { PostgresUser } from './postgres-user.js';
import { openServerLog } from './server-log.js';
import { startServerProcess } from './server-process.js';
import { writeFileAtomically } from './write-file-atomically.js';

/** The one PostgreSQL user, a superuser: applications get databases of their own, not users. */
export const SUPERUSER = 'postgres';

/** Where things are in the data folder. */
export function clusterPaths(folder: string) {
  return {
    cluster: join(folder, 'postgres'),
    password: join(folder, 'postgres-password'),
    log: join(folder, 'logs', 'postgres.log'),
  };
}

/** The environment of every PostgreSQL program: nothing of the caller's, so that every machine makes the same cluster. */
export const POSTGRES_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the cluster of a data folder if it has none yet and returns its password. The cluster is UTF-8 with the
 * built-in C.UTF-8 sort order, which does not change with the machine's locales, with data checksums (the default).
 * It is made under another name and renamed when it is complete, so a kill in between leaves nothing half-made.
 * Throws EmbeddedError if it cannot be made, or if the password of an existing one is lost.
 */
export async function ensureCluster(
  folder: DataFolder,
  initdb: string,
  user: PostgresUser | undefined,
): Promise<{ password: string; created: boolean }> {
  const { cluster, password: passwordFile, log } = clusterPaths(folder.path);
  if (existsSync(cluster)) return { password: readPassword(passwordFile, cluster), created: false };
  const password = randomBytes(24).toString('base64url');
  writeFileAtomically(passwordFile, password, 0o600);

  for (const name of readdirSync(folder.path).filter((entry) => entry.startsWith('postgres.new'))) {
    rmSync(join(folder.path, name), { recursive: true, force: true });
  }
  const temporary = join(folder.path, 'postgres.new');
  const temporaryPassword = `${temporary}-password`;
  mkdirSync(temporary, { mode: 0o700 });
  writeFileSync(temporaryPassword, password, { mode: 0o600 });
  if (user !== undefined) [temporary, temporaryPassword].forEach((path) => chownSync(path, user.uid, user.gid));

  const serverLog = openServerLog(log);
  const process = await startServerProcess({
    name: 'initdb',
    executable: initdb,
    args: [
      `--pgdata=${temporary}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${temporaryPassword}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    env: POSTGRES_ENV,
    user: user && { uid: user.uid, gid: user.gid },
    folder,
    log: serverLog,
  });
  const end = await process.ended;
  rmSync(temporaryPassword);
  if (end !== 'exit code 0') {
    throw new EmbeddedError(
      `PostgreSQL's database cluster could not be made in ${folder.path} (initdb: ${end}):\n${serverLog.lastLines()}`,
    );
  }
  renameSync(temporary, cluster);
  return { password, created: true };
}

function readPassword(path: string, cluster: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new EmbeddedError(
      `The password of the database cluster ${cluster} cannot be read from ${path} (${String(error)}). ` +
        'Put the file back, or move the data folder away to start with an empty one.',
    );
  }
}

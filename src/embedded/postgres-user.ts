import { statSync } from 'node:fs';
import { EmbeddedError } from './embedded-error.js';
import { runCommand } from './run-command.js';

/** The user PostgreSQL runs as when we are root. */
export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. So when we are root this is the owner of the cluster if there is one (an ordinary
 * user made it, and should be able to go on with it), else the user `postgres`, else `nobody`; no user is created on
 * the machine. Undefined when we are an ordinary user: it runs as ourselves.
 * Throws EmbeddedError if the machine has neither user.
 */
export async function findPostgresUser(cluster: string): Promise<PostgresUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    const { ok, stdout } = await runCommand('/usr/bin/id', ['-un', String(owner.uid)], { env: {}, timeout: 10_000 });
    return { name: ok ? stdout : String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new EmbeddedError(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody. ' +
      'Run this as an ordinary user, or set INTEGRATOR_DATABASE_URL to a PostgreSQL of yours.',
  );
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const { ok, stdout } = await runCommand('/usr/bin/id', [flag, name], { env: {}, timeout: 10_000 });
  return ok ? Number(stdout) : undefined;
}

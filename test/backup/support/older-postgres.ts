import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../../../src/embedded/ports.js';
import { eventually } from '../../support/eventually.js';

/** Where Debian keeps the programs of PostgreSQL 15; the embedded PostgreSQL brings no pg_dump. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

/** Why there is no such server here; undefined where there is. */
export const lackOfPostgres15 = existsSync(join(PROGRAMS, 'pg_dump'))
  ? undefined
  : `PostgreSQL 15 is not installed here (looked for ${PROGRAMS}/pg_dump)`;

/** A server of PostgreSQL 15 with one database, and the programs that back it up and restore it. */
export interface OlderPostgres {
  url: string;
  /** Writes the database into a file, while it is used. */
  dump(file: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres15(): Promise<OlderPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-postgres-15-'));
  const user = process.getuid?.() === 0 ? await idsOf('postgres') : undefined;
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const as = { ...user, cwd: folder };
  await run(join(PROGRAMS, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], as);
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
  const server = spawn(join(PROGRAMS, 'postgres'), options, { ...as, stdio: 'ignore' });
  const url = `postgres://postgres@127.0.0.1:${port}/integrator`;
  const ended = once(server, 'exit');
  await eventually('PostgreSQL 15 answers', async () =>
    run(join(PROGRAMS, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', 'integrator']).catch(
      () => undefined,
    ),
  );
  return {
    url,
    dump: async (file) => {
      await run(join(PROGRAMS, 'pg_dump'), ['--no-owner', '--file', file, url]);
    },
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fills an empty database with what a dump has. */
export async function restoreDump(file: string, url: string): Promise<void> {
  await run(join(PROGRAMS, 'psql'), ['--quiet', '--set', 'ON_ERROR_STOP=1', '--single-transaction', '-f', file, url]);
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)),
  );
  return { uid: uid!, gid: gid! };
}

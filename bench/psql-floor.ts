import { execFile, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { timed } from './measure.js';

const run = promisify(execFile);

/** The same load by hand: a staging table, COPY, an upsert. What PostgreSQL itself costs, without any check. */
export interface PsqlFloor {
  /** `psql`, or `pg` where psql is not on the PATH. */
  name: string;
  /** Seconds of loading a CSV file with a header into a table. */
  load(file: string, table: string, columns: readonly string[], key: string): Promise<number>;
}

export function psqlFloor(url: string): PsqlFloor {
  const withPsql = spawnSync('psql', ['--version']).status === 0;
  return {
    name: withPsql ? 'psql' : 'pg',
    load: (file, table, columns, key) => {
      const [before, after] = statements(table, columns, key);
      const copy = `copy staging from stdin (format csv, header)`;
      return timed(() => (withPsql ? byPsql(url, file, before, copy, after) : byPg(url, file, before, copy, after)));
    },
  };
}

function statements(table: string, columns: readonly string[], key: string): [string, string] {
  const list = columns.join(', ');
  const set = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return [
    `begin; create temporary table staging on commit drop as select ${list} from ${table} with no data`,
    `insert into ${table} (${list}) select ${list} from staging on conflict (${key}) do update set ${set.join(', ')}; commit`,
  ];
}

async function byPsql(url: string, file: string, before: string, copy: string, after: string): Promise<void> {
  const clientCopy = `\\${copy.replace('from stdin', `from '${file}'`)}`;
  const commands = [before, clientCopy, after].flatMap((command) => ['-c', command]);
  await run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...commands, url]);
}

async function byPg(url: string, file: string, before: string, copy: string, after: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(before);
  await pipeline(createReadStream(file), client.query(copyFrom(copy)));
  await client.query(after);
  await client.end();
}

import type pg from 'pg';

/** What of one kind a site got from another one, and what it lost, by name. */
export interface Copied {
  copied: string[];
  removed: string[];
}

/**
 * Makes the definitions of one site those of another: the latest of each, as a new version there unless that is what the
 * latest version there is. Versions stay, for the runs that used them.
 */
export async function copyDefinitions(
  client: pg.PoolClient,
  table: 'integration' | 'integration_set',
  from: string,
  to: string,
  by: string,
): Promise<Copied> {
  await client.query(
    `insert into ${table}_version (site, name, version, definition, saved_by)
     select $2, name, coalesce(latest.version, 0) + 1, source.definition, $3
     from ${table} join ${table}_version source using (site, name, version)
       left join lateral (
         select version, definition from ${table}_version there
         where there.site = $2 and there.name = source.name order by version desc limit 1
       ) latest on true
     where site = $1 and latest.definition is distinct from source.definition`,
    [from, to, by],
  );
  const copied = await client.query<{ name: string }>(
    `insert into ${table} (site, name, version)
     select $2, name, (select max(version) from ${table}_version there where there.site = $2 and there.name = source.name)
     from ${table} source where site = $1
     on conflict (site, name) do update set version = excluded.version
     returning name`,
    [from, to],
  );
  const removed = await client.query<{ name: string }>(
    `delete from ${table} where site = $2 and name not in (select name from ${table} where site = $1) returning name`,
    [from, to],
  );
  return { copied: namesOf(copied.rows), removed: namesOf(removed.rows) };
}

/** Makes the schedules of one site those of another, each disabled, with the note. They are other schedules than before. */
export async function copySchedules(client: pg.PoolClient, from: string, to: string, note: string): Promise<Copied> {
  const had = await client.query<{ name: string }>('delete from schedule where site = $1 returning name', [to]);
  const copied = await client.query<{ name: string }>(
    `insert into schedule (site, name, definition, enabled, note)
     select $2, name, definition, false, $3 from schedule where site = $1 returning name`,
    [from, to, note],
  );
  const names = new Set(copied.rows.map(({ name }) => name));
  return { copied: namesOf(copied.rows), removed: namesOf(had.rows.filter(({ name }) => !names.has(name))) };
}

function namesOf(rows: readonly { name: string }[]): string[] {
  return rows.map(({ name }) => name).sort();
}

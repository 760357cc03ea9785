import type pg from 'pg';

/** Where sets and schedules name uploaded files. */
const GIVEN = ['$.file', '$.externalFiles.*', '$.members[*].file', '$.members[*].externalFiles.*'];

/** Files that the integrations, sets and schedules of a site name and that were not uploaded to it. */
export async function findMissingUploads(client: pg.PoolClient, site: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `with named as (
       select jsonb_path_query(definition, '$.externalFiles[*].file') as file
       from integration join integration_version using (site, name, version) where site = $1
       union
       select jsonb_path_query(definition, path)
       from (
         select definition from integration_set join integration_set_version using (site, name, version) where site = $1
         union all
         select definition from schedule where site = $1
       ) given, unnest($2::jsonpath[]) path
     )
     select file #>> '{}' as name from named
     where file #>> '{}' not in (select name from upload where site = $1) order by name`,
    [site, GIVEN],
  );
  return rows.map(({ name }) => name);
}

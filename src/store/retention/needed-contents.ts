import type { Database } from '../database.js';
import { daysAgo, OF_SITE, RETENTION } from './kept-until.js';

/**
 * Which of these contents of the file store somebody needs: uploads, requests that are held, runs that are open or
 * unsettled, and runs that may be repeated still, since their site keeps their files. Sets need those of their members.
 *
 * @param contents SHA-256 in hex.
 */
export async function findNeededContents(database: Database, contents: readonly string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ sha256: string }>(
    `with asked as (select unnest($1::text[]) as sha256),
     keeping as (
       select file_sha256, external_files, collected, plan from run ${OF_SITE}
       where ended_at is null or may_have_applied or ended_at >= ${daysAgo(`${RETENTION} ->> 'files'`)}
     ),
     needed as (
       select sha256 from upload
       union all
       select file_sha256 from keeping
       union all
       select jsonb_path_query(jsonb_build_array(external_files, collected, plan), '$.**.sha256') #>> '{}' from keeping
       union all
       select jsonb_path_query(request, '$.**.sha256') #>> '{}' from held_request where outcome is null
     )
     select distinct sha256 from asked join needed using (sha256)`,
    [contents],
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}

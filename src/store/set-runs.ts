import type { RunCounts, RunStatus } from '../model/run.js';
import { only, type Database } from './database.js';

/** The run of a member of a set, as the set's run tells of it. */
export interface MemberRun {
  run: string;
  name: string;
  status: RunStatus;
  reason: string | null;
  /** Whether its target is still to be asked if it has the records. */
  isUnsettled: boolean;
}

/** The runs of members that have their rows, whichever run of the set began them, by their ids. */
export async function findMemberRuns(
  database: Database,
  members: readonly { run: string }[],
): Promise<Map<string, MemberRun>> {
  const { rows } = await database.query<MemberRun>(
    `select id as run, name, status, reason, may_have_applied and status = 'Failed' as "isUnsettled"
     from run where id = any($1::uuid[])`,
    [members.map(({ run }) => run)],
  );
  return new Map(rows.map((row) => [row.run, row]));
}

/** What has become of the records of all members of a set's run together. */
export async function sumMemberCounts(database: Database, setRun: string): Promise<RunCounts> {
  const { rows } = await database.query<{ counts: RunCounts }>(
    `select json_build_object('read', coalesce(sum(read), 0), 'applied', coalesce(sum(applied), 0),
       'inserted', coalesce(sum(inserted), 0), 'updated', coalesce(sum(updated), 0),
       'deleted', coalesce(sum(deleted), 0), 'unchanged', coalesce(sum(unchanged), 0),
       'rejected', coalesce(sum(rejected), 0), 'excluded', coalesce(sum(excluded), 0)) as counts
     from run where set_run = $1`,
    [setRun],
  );
  return only(rows).counts;
}

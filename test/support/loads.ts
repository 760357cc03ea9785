import { eventually } from './eventually.js';
import type { TestService } from './service.js';

/** Waits until the load of a run is at work in the target: its session runs a statement that begins so. */
export async function untilLoading(
  { target }: Pick<TestService, 'target'>,
  run: string,
  statement = 'copy',
): Promise<void> {
  await eventually(`run ${run} is in its ${statement}`, async () => {
    const { rowCount } = await target.query(
      `select from pg_stat_activity where application_name = $1 and query ilike $2 || '%' and state = 'active'`,
      [`integrator load ${run}`, statement],
    );
    return rowCount === 1;
  });
}

/** What is in the target of people, and whether anything else is left of loads there. */
export async function lookAtTarget({
  target,
}: Pick<TestService, 'target'>): Promise<{ people: number; leftBehind: number }> {
  const { rows } = await target.query<{ people: number; left: number }>(
    `select (select count(*) from people)::int as people,
       (select count(*) from pg_class where relname like 'integrator%' and relkind = 'r')::int
       + (select count(*) from pg_stat_activity where application_name like 'integrator load%'
            and datname = current_database())::int as left`,
  );
  const [found] = rows;
  return { people: found?.people ?? -1, leftBehind: found?.left ?? -1 };
}

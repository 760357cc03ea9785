import { connectPostgres, describeTarget } from './connect-postgres.js';
import { describePostgresFailure } from './postgres-failure.js';

/** How many markers one transaction removes at most. */
const BATCH = 1000;
/** How long a statement may take, in milliseconds: a target that is locked, or hangs, holds up no others. */
const ANSWER_WITHIN = 20_000;
const NO_RUN = '00000000-0000-0000-0000-000000000000';

/**
 * Removes the markers of loads (load-marker.ts) that are older than so many days and whose runs have ended for good:
 * nobody asks for them any more.
 *
 * @param endedOf of these runs, those that have ended; others keep their markers, those of other Integrators too.
 * @returns how many.
 * @throws IntegratorError `target-unavailable`, `connection-invalid`, and what the target says.
 */
export async function removeMarkers(
  url: string,
  days: number,
  endedOf: (runs: readonly string[]) => Promise<Set<string>>,
): Promise<number> {
  const client = await connectPostgres(url, 'temporal-integrator retention', ANSWER_WITHIN);
  try {
    const { rows } = await client.query<{ present: boolean }>(
      `select to_regclass('integrator.load') is not null as present`,
    );
    if (rows[0]?.present !== true) return 0;
    let removed = 0;
    for (let last = NO_RUN; ;) {
      const { rows: markers } = await client.query<{ run: string }>(
        `select run from integrator.load
         where run > $1 and opened_at < now() - $2::float8 * interval '24 hours' order by run limit ${BATCH}`,
        [last, days],
      );
      const newest = markers.at(-1);
      if (newest === undefined) return removed;
      const ended = await endedOf(markers.map(({ run }) => run));
      const answer = await client.query('delete from integrator.load where run = any($1::uuid[])', [[...ended]]);
      removed += answer.rowCount ?? 0;
      last = newest.run;
    }
  } catch (error) {
    throw describePostgresFailure(error, { where: describeTarget(url) });
  } finally {
    await client.end();
  }
}

import type pg from 'pg';

/** Writes down, for those who listen to `schedule-paused`, that a schedule was disabled after so many failures in a row. */
export async function raisePaused(client: pg.PoolClient, site: string, name: string, failures: number): Promise<void> {
  await client.query(
    `select raise_notification(site, 'schedule-paused', integration, id || '/' || changed_at,
       jsonb_build_object('schedule', name, 'integration', integration, 'failures', $3::integer))
     from schedule, lateral coalesce(definition ->> 'integration', definition ->> 'integrationSet') as integration
     where site = $1 and name = $2`,
    [site, name, failures],
  );
}

import { connectPostgres, describeTarget } from './connect-postgres.js';
import { ensureMarkerTable, raiseLastFence } from './load-marker.js';
import { describePostgresFailure } from './postgres-failure.js';
import type { RunCounts } from '../../model/run.js';

/**
 * Makes sure that no attempt of the load, not even one that sleeps, will ever apply.
 *
 * @returns the counts, where one has applied already.
 * @throws IntegratorError `target-unavailable`, `connection-invalid`.
 */
export async function discardPostgresLoad(url: string, run: string): Promise<RunCounts | undefined> {
  const client = await connectPostgres(url, 'temporal-integrator discard');
  try {
    await ensureMarkerTable(client);
    return await raiseLastFence(client, run);
  } catch (error) {
    throw describePostgresFailure(error, { where: describeTarget(url) });
  } finally {
    await client.end();
  }
}

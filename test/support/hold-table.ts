import pg from 'pg';

import type { TestService } from './service.js';

/**
 * Keeps every load from writing to the table, from its own session, so that runs stay open in the middle of their
 * apply until `release`.
 */
export async function holdTable(
  { targetUrl }: Pick<TestService, 'targetUrl'>,
  table = 'people',
): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: targetUrl });
  // When the test run ends, the server goes first.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; lock table ${table} in share mode`);
  return { release: () => client.end() };
}

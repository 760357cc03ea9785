import { connectPostgres } from './connect-postgres.js';

/** @throws IntegratorError `target-unavailable`, `connection-invalid`. */
export async function checkPostgres(url: string): Promise<void> {
  const client = await connectPostgres(url, 'temporal-integrator check');
  await client.end();
}

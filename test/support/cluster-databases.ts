import { randomBytes } from 'node:crypto';

import pg from 'pg';

/**
 * Makes databases with a user of their own, as docker/create-databases.sh does.
 *
 * @param adminUrl of PostgreSQL's superuser.
 * @returns the user's password.
 */
export async function createDatabases(adminUrl: string, user: string, ...databases: string[]): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const password = randomBytes(12).toString('hex');
    await client.query(`create role ${user} login password '${password}'`);
    for (const database of databases) await client.query(`create database ${database} owner ${user}`);
    return password;
  } finally {
    await client.end();
  }
}

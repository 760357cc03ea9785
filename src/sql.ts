import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';

import { dataFolder } from './config.js';
import { HR_URL_FILE } from './local-servers.js';

/** Entry: runs a statement on the example's database (`npm run sql -- "select count(*) from employee"`). */
async function run(statement: string | undefined): Promise<void> {
  if (statement === undefined) throw new Error('Give a statement: npm run sql -- "select count(*) from employee"');
  const connectionString = await readFile(join(dataFolder(), HR_URL_FILE), 'utf8').catch(() => {
    throw new Error('There is no embedded database here. Start it with npm start, in another terminal.');
  });
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { command, rowCount, rows } = await client.query<Record<string, unknown>>(statement);
    if (rows.length > 0) console.table(rows);
    console.log([command, rowCount].filter((part) => part !== null).join(' '));
  } finally {
    await client.end();
  }
}

run(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { dataFolder, databaseUrl } from './config.js';
import { CONTROL_URL_FILE } from './local-servers.js';
import { newApiKey } from './model/api-key.js';
import { readBy } from './model/definition-issues.js';
import { createApiKey, listApiKeys, revokeApiKey } from './store/api-keys.js';
import { migrate, openDatabase, type Database } from './store/database.js';

const HOW = `npm run api-key -- create NAME --role viewer|operator|admin [--site SITE]... [--expires 2027-01-01]
npm run api-key -- list
npm run api-key -- revoke ID`;

/** Who makes keys here, as the audit names him: whoever has the control database. */
const COMMAND_LINE = 'command line';

/** Entry: API keys by the control database itself, above all the first one, which no other key can make. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string' }, site: { type: 'string', multiple: true }, expires: { type: 'string' } },
  });
  const [command, argument] = positionals;
  if (command === 'list') return withDatabase(list);
  if (argument === undefined) throw new Error(HOW);
  if (command === 'revoke') return withDatabase((database) => revoke(database, argument));
  if (command !== 'create') throw new Error(HOW);
  const { role, site: sites, expires } = values;
  const asked = { name: argument, role, sites, expiresAt: expires && startOf(expires) };
  return withDatabase((database) => create(database, asked));
}

async function create(database: Database, asked: unknown): Promise<void> {
  const { token } = await createApiKey(database, readBy(newApiKey, asked, 'invalid-request', 'API key'), COMMAND_LINE);
  console.error('The key, told now and never again. Send it as Authorization: Bearer <key>.');
  // Alone on stdout: for those who pass it on.
  console.log(token);
}

async function list(database: Database): Promise<void> {
  for (const { id, name, role, sites, ...key } of await listApiKeys(database)) {
    const revoked = key.revokedAt && `revoked ${key.revokedAt.toISOString()}`;
    const expires = key.expiresAt && `expires ${key.expiresAt.toISOString()}`;
    const used = `last used ${key.lastUsedAt?.toISOString() ?? 'never'}`;
    const where = sites === 'all' ? 'all sites' : sites.join(', ');
    console.log([id, name, role, where, used, revoked ?? expires].filter(Boolean).join('  '));
  }
}

async function revoke(database: Database, id: string): Promise<void> {
  if (!(await revokeApiKey(database, id, COMMAND_LINE))) throw new Error(`There is no API key ${id}.`);
  console.log(`The API key ${id} is revoked.`);
}

/** A day stands for its beginning, in UTC. */
function startOf(expires: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(expires) ? `${expires}T00:00:00Z` : expires;
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const url = databaseUrl() ?? (await embeddedUrl());
  await migrate(url);
  const database = openDatabase(url, () => undefined);
  try {
    await work(database);
  } finally {
    await database.end();
  }
}

async function embeddedUrl(): Promise<string> {
  return readFile(join(dataFolder(), CONTROL_URL_FILE), 'utf8').catch(() => {
    throw new Error('There is no control database here. Set INTEGRATOR_DATABASE_URL, or start one with npm start.');
  });
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import pg from 'pg';
import { parse } from 'yaml';

import type { RunView } from './api/run-view.js';
import { createClient } from './client/create-client.js';
import { savePiece, sitePieces, type SiteContent } from './client/site-pieces.js';

/** The example's folder, seen from the build as from the sources. */
const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));

/** The example is run once in the life of a data folder, whatever interrupts it. */
const IDEMPOTENCY_KEY = 'example';

export interface ExampleOptions {
  /** Address of the API. */
  api: string;
  /** Connection URL of the database the example imports into. */
  hrUrl: string;
  /** Where it is noted that the example was applied. */
  dataFolder: string;
}

/**
 * Applies `examples/site.yaml` over HTTP as any user would, starts its site and runs its import.
 *
 * @returns the run; undefined where an earlier start has done all this.
 */
export async function applyExample({ api, hrUrl, dataFolder }: ExampleOptions): Promise<RunView | undefined> {
  const done = join(dataFolder, 'example-applied');
  if (existsSync(done)) return undefined;
  await createTarget(hrUrl);
  const content = parse(await readFile(join(EXAMPLES, 'site.yaml'), 'utf8')) as SiteContent;
  const client = createClient({ url: api });
  for (const piece of sitePieces(content)) await savePiece(client, content.site, piece);
  const address = `${api}/api/v1/sites/${content.site}`;
  await call('POST', `${address}/start`);
  const headers = { Prefer: 'wait=60', 'Idempotency-Key': IDEMPOTENCY_KEY };
  const run = (await call('POST', `${address}/runs`, { integration: 'employees' }, headers)) as RunView;
  await writeFile(done, `${run.id}\n`);
  return run;
}

async function createTarget(hrUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: hrUrl });
  await client.connect();
  try {
    await client.query(await readFile(join(EXAMPLES, 'employee.sql'), 'utf8'));
  } finally {
    await client.end();
  }
}

async function call(
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(address, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The example failed: ${method} ${address}: ${await response.text()}`);
  return response.json();
}

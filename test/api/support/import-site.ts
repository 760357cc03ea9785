import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { RunCounts } from '../../../src/model/run.js';
import type { AnswerBody } from '../../support/http-client.js';
import { uniqueSite, type TestService } from '../../support/service.js';

/** Pairs of a key and a name. */
export const pairs = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }] };

export interface ImportSiteOptions {
  /** The columns of the target, as SQL; null: the table is not made. */
  columns?: string | null;
  schema?: unknown;
  mode?: string;
  /** More properties of the integration `things`. */
  definition?: Record<string, unknown>;
  /** More connections of the site beside `target`. */
  connections?: Record<string, unknown>;
  /** More properties of the site. */
  properties?: Record<string, unknown>;
}

/** A started site that imports `things` into a table of its own. */
export interface ImportSite {
  site: string;
  table: string;
  /** Uploads the text and runs `things` over it, to the end of the run. */
  run: (csv: string | Uint8Array) => Promise<AnswerBody>;
  /** Runs `things` with this request, to the end of the run. */
  runWith: (request: Record<string, unknown>) => Promise<AnswerBody>;
  rejects: (run: AnswerBody) => Promise<AnswerBody[]>;
  /** What is in the target, by its first column. */
  rows: () => Promise<Record<string, unknown>[]>;
}

export async function importSite(service: TestService, options: ImportSiteOptions = {}): Promise<ImportSite> {
  const { columns = 'id text primary key, name text', schema = pairs, mode = 'upsert' } = options;
  const { http, target } = service;
  const [site, table] = [uniqueSite(), `things_${randomUUID().slice(0, 8)}`];
  if (columns !== null) await target.query(`create table ${table} (${columns})`);
  const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' }, ...options.connections };
  assert.equal((await http.put(`/sites/${site}`, { kind: 'DEV', connections, ...options.properties })).status, 201);
  const integration = { schema, target: { connection: 'target', table, mode }, ...options.definition };
  const made = await http.put(`/sites/${site}/integrations/things`, integration);
  assert.equal(made.status, 201, made.text);
  assert.equal((await http.post(`/sites/${site}/start`)).status, 200);

  const runWith = async (request: Record<string, unknown>): Promise<AnswerBody> => {
    const ran = await http.post(`/sites/${site}/runs`, { integration: 'things', ...request }, { Prefer: 'wait=60' });
    assert.equal(ran.status, 200, ran.text);
    assertAccounted(ran.body.counts as unknown as RunCounts);
    return ran.body;
  };
  return {
    site,
    table,
    run: async (csv) => {
      assert.equal((await http.put(`/sites/${site}/files/things.csv`, csv)).status, 200);
      return runWith({ file: 'things.csv' });
    },
    runWith,
    rejects: async ({ id }) => (await http.get(`/runs/${id}/rejects?limit=1000`)).body.items,
    rows: async () => (await target.query<Record<string, unknown>>(`select * from ${table} order by 1`)).rows,
  };
}

/** The counts of a run; those not named are 0. */
export function counts(some: Partial<RunCounts>): RunCounts {
  const none = { read: 0, applied: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0, rejected: 0, excluded: 0 };
  return { ...none, ...some };
}

/** Whatever became of a run: every record it read went somewhere (DESIGN §4). */
function assertAccounted({ read, applied, inserted, updated, unchanged, rejected, excluded }: RunCounts): void {
  assert.equal(read, applied + unchanged + rejected + excluded);
  assert.equal(applied, inserted + updated);
}

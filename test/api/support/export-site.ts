import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AnswerBody } from '../../support/http-client.js';
import { uniqueSite, type TestService } from '../../support/service.js';

export interface ExportSiteOptions {
  /** The columns of the source, as SQL. */
  columns?: string;
  /** Properties of the integration `things`, instead of those it has. */
  definition?: Record<string, unknown>;
  /** More connections of the site beside `source` and `outbox`. */
  connections?: Record<string, unknown>;
}

/** A started site that exports `things` from a table of its own into a folder. */
export interface ExportSite {
  site: string;
  table: string;
  /** The path of the folder. */
  outbox: string;
  /** Asks for Send All or Send Changed, and waits for the end of the run. */
  send: (kind: 'all' | 'changed', body?: Record<string, unknown>) => Promise<AnswerBody>;
  pending: () => Promise<AnswerBody>;
  /** The names of what is in the folder, hidden files too. */
  names: () => Promise<string[]>;
  /** The text of a file in the folder. */
  text: (name?: string) => Promise<string>;
  /** Changes the source. */
  sql: (statement: string) => Promise<unknown>;
}

export async function exportSite(
  service: Pick<TestService, 'http' | 'target' | 'folder'>,
  options: ExportSiteOptions = {},
): Promise<ExportSite> {
  const { columns = 'id text primary key, name text', definition, connections } = options;
  const { http, target } = service;
  const [site, table] = [uniqueSite(), `things_${randomUUID().slice(0, 8)}`];
  const outbox = join(service.folder, randomUUID());
  await mkdir(outbox);
  await target.query(`create table ${table} (${columns})`);
  const all = {
    source: { kind: 'postgres', url: 'env:TARGET_URL' },
    outbox: { kind: 'folder', path: outbox },
    ...connections,
  };
  const made = await http.put(`/sites/${site}`, { kind: 'DEV', connections: all });
  assert.equal(made.status, 201, made.text);
  const integration = {
    direction: 'export',
    source: { connection: 'source', table },
    primaryKey: 'id',
    target: { connection: 'outbox', file: 'things.csv' },
    ...definition,
  };
  const saved = await http.put(`/sites/${site}/integrations/things`, integration);
  assert.equal(saved.status, 201, saved.text);
  assert.equal((await http.post(`/sites/${site}/start`)).status, 200);
  const path = `/sites/${site}/integrations/things`;
  return {
    site,
    table,
    outbox,
    send: async (kind, body = {}) => {
      const sent = await http.post(`${path}/send-${kind}`, body, { Prefer: 'wait=60' });
      assert.equal(sent.status, 200, sent.text);
      return sent.body;
    },
    pending: async () => {
      const answer = await http.get(`${path}/pending`);
      assert.equal(answer.status, 200, answer.text);
      return answer.body;
    },
    names: async () => (await readdir(outbox)).sort(),
    text: (name = 'things.csv') => readFile(join(outbox, name), 'utf8'),
    sql: (statement) => target.query(statement),
  };
}

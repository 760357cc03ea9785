import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { AnswerBody } from '../../support/http-client.js';
import { uniqueSite, type TestService } from '../../support/service.js';

/** A started site with three imports, `one`, `two` and `three`, each of a file and into a table of its own. */
export interface SetsSite {
  site: string;
  /** Makes the set, of which the members are those integrations or entries. */
  makeSet: (members: (string | Record<string, unknown>)[], properties?: object, name?: string) => Promise<void>;
  /** Uploads `one.csv`, `two.csv` or `three.csv`. */
  upload: (integration: string, csv: string) => Promise<void>;
  /** Runs the set to its end. */
  run: (request?: Record<string, unknown>, set?: string) => Promise<AnswerBody>;
  rerun: (run: string, request: Record<string, unknown>) => Promise<AnswerBody>;
  count: (integration: string) => Promise<number>;
  table: (integration: string) => string;
}

/** Records of such an import, the first of them refused where asked for. */
export function things(count: number, { bad = 0 } = {}): string {
  const lines = Array.from({ length: count }, (_, index) => `${index + 1},${index < bad ? '' : `Thing ${index + 1}`}`);
  return `id,name\n${lines.join('\n')}\n`;
}

export async function setsSite({ http, target }: Pick<TestService, 'http' | 'target'>): Promise<SetsSite> {
  const [site, suffix] = [uniqueSite(), randomUUID().slice(0, 8)];
  const table = (integration: string): string => `${integration}_${suffix}`;
  const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
  assert.equal((await http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
  for (const integration of ['one', 'two', 'three']) {
    await target.query(`create table ${table(integration)} (id text primary key, name text)`);
    const made = await http.put(`/sites/${site}/integrations/${integration}`, {
      schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] },
      parameters: integration === 'two' ? [{ name: 'company', required: true }] : [],
      target: { connection: 'target', table: table(integration), mode: 'upsert' },
    });
    assert.equal(made.status, 201, made.text);
  }
  assert.equal((await http.post(`/sites/${site}/start`)).status, 200);
  const memberOf = (member: string | Record<string, unknown>): Record<string, unknown> =>
    typeof member === 'string'
      ? {
          integration: member,
          file: `${member}.csv`,
          ...(member === 'two' ? { parameters: { company: 'ACME' } } : {}),
        }
      : member;
  const ended = async (address: string, body: object): Promise<AnswerBody> => {
    const answer = await http.post(address, body, { Prefer: 'wait=60' });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  return {
    site,
    table,
    makeSet: async (members, properties = {}, name = 'night-IntegrationSet') => {
      const definition = { ...properties, members: members.map(memberOf) };
      const made = await http.put(`/sites/${site}/integration-sets/${name}`, definition);
      assert.ok(made.status === 201 || made.status === 200, made.text);
    },
    upload: async (integration, csv) => {
      assert.equal((await http.put(`/sites/${site}/files/${integration}.csv`, csv)).status, 200);
    },
    run: (request = {}, set = 'night-IntegrationSet') =>
      ended(`/sites/${site}/runs`, { integrationSet: set, ...request }),
    rerun: (run, request) => ended(`/runs/${run}/rerun`, request),
    count: async (integration) => {
      const { rows } = await target.query<{ count: string }>(`select count(*) from ${table(integration)}`);
      return Number(rows[0]?.count);
    },
  };
}

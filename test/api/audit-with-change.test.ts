import assert from 'node:assert/strict';

import type { HttpAnswer } from '../support/http-client.js';
import { insertRun } from '../../src/store/insert-run.js';
import { newRun } from '../support/control-database.js';
import { auditedService, connections, done, importInto, type AuditedService } from './support/audited-service.js';
import { importSite } from './support/import-site.js';
import { weekly } from './support/schedules-site.js';
import { holdRun } from './support/start-run.js';

/** All that a change may leave, beside its line. */
const CHANGED = [
  'site',
  'integration',
  'integration_version',
  'integration_set',
  'integration_set_version',
  'schedule',
  'schedule_era',
  'upload',
  'connection_arming',
  'held_request',
  'run',
  'api_key',
];

/** Keys are also written to when they are used, sites when they start and stop. */
const EVENTS: Record<string, string> = { api_key: 'insert', site: 'insert or update of connections or delete' };

const onMondays = { integration: 'things', file: 'things.csv', recurrence: weekly };
const members = [{ integration: 'things' }];

const CHANGES: Record<string, (audited: AuditedService, site: string) => Promise<HttpAnswer>> = {
  'a site that is made': ({ admin }, site) => admin.http.put(`/sites/${site}-2`, { kind: 'DEV' }),
  'a changed site': ({ admin }, site) => admin.http.put(`/sites/${site}`, { kind: 'STAGE' }),
  'a deleted site': ({ admin }, site) => admin.http.delete(`/sites/${site}`),
  'a site that becomes a copy': ({ admin }, site) => admin.http.post(`/sites/${site}/clone`, { to: `${site}-2` }),
  'an integration that is made': ({ admin }, site) => admin.http.put(`/sites/${site}/integrations/x`, importInto('x')),
  'a changed integration': ({ admin }, site) => admin.http.put(`/sites/${site}/integrations/things`, importInto('x')),
  'a deleted integration': ({ admin }, site) => admin.http.delete(`/sites/${site}/integrations/things`),
  'a set that is made': ({ admin }, site) => admin.http.put(`/sites/${site}/integration-sets/x`, { members }),
  'a deleted set': ({ admin }, site) => admin.http.delete(`/sites/${site}/integration-sets/night`),
  'a schedule that is made': ({ admin }, site) => admin.http.put(`/sites/${site}/schedules/x`, onMondays),
  'a changed schedule': ({ admin }, site) =>
    admin.http.put(`/sites/${site}/schedules/on`, { ...onMondays, overlap: 'queue' }),
  'a deleted schedule': ({ admin }, site) => admin.http.delete(`/sites/${site}/schedules/on`),
  'a disabled schedule': ({ admin }, site) => admin.http.post(`/sites/${site}/schedules/on/disable`),
  'a schedule that is enabled with others': ({ admin }, site) =>
    admin.http.post(`/sites/${site}/schedules/enable`, { schedules: 'all' }),
  'a copied schedule': ({ admin }, site) => admin.http.post(`/sites/${site}/schedules/on/copy`, { name: 'x' }),
  'an upload': ({ admin }, site) => admin.http.put(`/sites/${site}/files/things.csv`, 'id\n1\n2\n'),
  'an armed connection': ({ admin }, site) =>
    admin.http.post(`/sites/${site}/connections/target/arm`, { reason: 'a test' }),
  'a disarmed connection': ({ admin }, site) => admin.http.post(`/sites/${site}/connections/other/disarm`),
  'an API key': ({ admin }) => admin.http.post('/api-keys', { name: 'ci', role: 'viewer' }),
};

describe('a change and its line in the audit', () => {
  let audited: AuditedService;
  before(async () => {
    audited = await auditedService();
    await query(
      `create function refuse() returns trigger language plpgsql as 'begin raise exception ''no changes''; end'`,
    );
  });
  after(() => audited.service.stop());

  const query = (sql: string) => audited.service.database.query<{ row: unknown }>(sql);

  /** While no line can be written. */
  async function withoutAudit<Result>(act: () => Promise<Result>): Promise<Result> {
    await query('alter table site_audit add constraint no_lines check (false) not valid');
    try {
      return await act();
    } finally {
      await query('alter table site_audit drop constraint no_lines');
    }
  }

  /** While lines can be written, and what they tell of cannot be committed. */
  async function withoutChanges<Result>(act: () => Promise<Result>): Promise<Result> {
    for (const table of CHANGED) {
      const events = EVENTS[table] ?? 'insert or update or delete';
      await query(`create constraint trigger no_changes after ${events} on ${table}
        deferrable initially deferred for each row execute function refuse()`);
    }
    try {
      return await act();
    } finally {
      for (const table of CHANGED) await query(`drop trigger no_changes on ${table}`);
    }
  }

  /** Everything there is, but for when keys were used. */
  async function everything(): Promise<Record<string, unknown>> {
    const tables: Record<string, unknown> = {};
    for (const table of [...CHANGED, 'site_audit']) {
      const { rows } = await query(`select to_jsonb(t) - 'last_used_at' as row from ${table} t order by 1`);
      tables[table] = rows;
    }
    return tables;
  }

  async function fullSite(): Promise<string> {
    const { admin, newSite } = audited;
    const site = await newSite();
    const at = `/sites/${site}`;
    await done(admin.http.put(at, { kind: 'DEV', connections: { ...connections, other: connections.target } }));
    await done(admin.http.put(`${at}/integration-sets/night`, { members }));
    for (const name of ['on', 'off']) await done(admin.http.put(`${at}/schedules/${name}`, onMondays));
    await done(admin.http.post(`${at}/schedules/off/disable`));
    await done(admin.http.post(`${at}/connections/other/arm`, { reason: 'a test' }));
    return site;
  }

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`are one: ${what} leaves neither where one of them cannot be written`, async () => {
      const site = await fullSite();
      const before = await everything();
      for (const without of [withoutAudit, withoutChanges]) {
        const refused = await without(() => change(audited, site));
        assert.equal(refused.status, 500, refused.text);
        assert.deepEqual(await everything(), before);
      }
      await done(change(audited, site));
      const { length } = (await everything()).site_audit as unknown[];
      assert.equal(length, (before.site_audit as unknown[]).length + 1);
    });
  }

  it('are one: a run is not opened where its line cannot be written', async () => {
    const { database } = audited.service;
    const run = newRun({ site: await audited.newSite() });
    const before = await everything();
    await assert.rejects(
      withoutAudit(() => insertRun(database, run)),
      /no_lines/,
    );
    assert.deepEqual(await everything(), before);
    assert.ok(await insertRun(database, run));
    assert.equal(await insertRun(database, run), undefined);
    const { rows } = await query(`select id as row from site_audit where id = '${run.id}'`);
    assert.equal(rows.length, 1);
  });

  it('are one: a run goes on where the line of its halt cannot be written', async () => {
    const { admin } = audited;
    const things = await importSite(admin);
    const { run, release } = await holdRun(admin, things, 'a.csv');
    const refused = await withoutAudit(() => admin.http.post(`/runs/${run.id}/halt`, { reason: 'wrong file' }));
    assert.equal(refused.status, 500, refused.text);
    assert.equal((await release()).status, 'Completed');
  });
});

import assert from 'node:assert/strict';

import { assertHas } from '../support/assert-has.js';
import { uniqueSite } from '../support/service.js';
import { asCaller } from './support/as-caller.js';
import {
  assertChange,
  auditedService,
  connections,
  done,
  importInto,
  type AuditedService,
} from './support/audited-service.js';
import { assertProblem } from './support/problem.js';
import { weekly } from './support/schedules-site.js';

const onMondays = { integration: 'things', file: 'things.csv', recurrence: weekly };

describe('the audit of every change', () => {
  let audited: AuditedService;
  before(async () => (audited = await auditedService()));
  after(() => audited.service.stop());

  it('has how a site was made, what was changed in it, and all there was when it was deleted', async () => {
    const { admin, linesOf } = audited;
    const site = uniqueSite();
    const calendars = { holidays: { dates: ['2026-12-25'] } };
    const lines = await linesOf(site, async () => {
      await done(admin.http.put(`/sites/${site}`, { kind: 'DEV' }));
      await done(admin.http.put(`/sites/${site}`, { kind: 'DEV', connections, calendars }));
      await done(admin.http.put(`/sites/${site}/integrations/things`, importInto('one')));
      await done(admin.http.delete(`/sites/${site}`));
    });
    assert.deepEqual(
      lines.map(({ action, integration }) => [action, integration]),
      [
        ['make', undefined],
        ['change', undefined],
        ['make', 'things'],
        ['delete', undefined],
      ],
    );
    const [made, changed, , deleted] = lines;
    assertChange(made, { action: 'make', by: 'ada' }, { from: null, to: { kind: 'DEV', timeZone: 'UTC' } });
    const paths = ['calendars.holidays', 'connections.target'];
    const [from, to] = [
      { connections: {}, calendars: {} },
      { connections, calendars },
    ];
    assertChange(changed, { action: 'change', by: 'ada' }, { from, to, paths });
    const whole = { kind: 'DEV', connections, calendars, integrations: { things: importInto('one') }, schedules: {} };
    assertChange(deleted, { action: 'delete', by: 'ada' }, { from: whole, to: null });
  });

  for (const { kind, address, by, one, other, path } of [
    {
      kind: 'integration',
      address: 'integrations',
      by: 'ada',
      one: importInto('a'),
      other: importInto('b'),
      path: 'target.table',
    },
    {
      kind: 'integrationSet',
      address: 'integration-sets',
      by: 'ada',
      one: { members: [{ integration: 'things' }] },
      other: { members: [{ integration: 'things' }, { integration: 'things' }] },
      path: 'members[1]',
    },
    {
      kind: 'schedule',
      address: 'schedules',
      by: 'olaf',
      one: onMondays,
      other: { ...onMondays, recurrence: { ...weekly, every: 3 } },
      path: 'recurrence.every',
    },
  ]) {
    it(`has each ${kind} that is made, changed or deleted, with what it was and is`, async () => {
      const { admin, operator, newSite, linesOf } = audited;
      const site = await newSite();
      const there = `/sites/${site}/${address}/it`;
      const { http } = by === 'ada' ? admin : operator;
      const lines = await linesOf(site, async () => {
        await done(http.put(there, one));
        await done(http.put(there, other));
        await done(http.delete(there));
      });
      assert.equal(lines.length, 3);
      assertChange(lines[0], { action: 'make', by, [kind]: 'it' }, { from: null, to: one });
      assertChange(lines[1], { action: 'change', by, [kind]: 'it' }, { from: one, to: other, paths: [path] });
      assertChange(lines[2], { action: 'delete', by, [kind]: 'it' }, { from: other, to: null });
    });
  }

  it('has each schedule that is disabled, enabled or copied', async () => {
    const { operator, newSite, linesOf } = audited;
    const site = await newSite();
    const schedules = `/sites/${site}/schedules`;
    await done(operator.http.put(`${schedules}/weekly`, onMondays));
    const lines = await linesOf(site, async () => {
      await done(operator.http.post(`${schedules}/weekly/disable`));
      await done(operator.http.post(`${schedules}/enable`, { schedules: 'all' }));
      await done(operator.http.post(`${schedules}/weekly/copy`, { name: 'again' }));
    });
    assert.equal(lines.length, 3);
    const [on, off, paths] = [{ enabled: true }, { enabled: false }, ['enabled']];
    assertChange(lines[0], { action: 'disable', by: 'olaf', schedule: 'weekly' }, { from: on, to: off, paths });
    assertChange(lines[1], { action: 'enable', by: 'olaf', schedule: 'weekly' }, { from: off, to: on, paths });
    const copied = { action: 'copy', by: 'olaf', schedule: 'again', copyOf: 'weekly' };
    assertChange(lines[2], copied, { from: null, to: onMondays });
  });

  it('has each upload that brings another content under its name', async () => {
    const { operator, newSite, linesOf } = audited;
    const site = await newSite();
    const file = `/sites/${site}/files/other.csv`;
    const lines = await linesOf(site, async () => {
      await done(operator.http.put(file, 'id\n1\n'));
      await done(operator.http.put(file, 'id\n1\n2\n'));
    });
    assert.equal(lines.length, 2);
    const told = { action: 'upload', by: 'olaf', file: 'other.csv' };
    assertChange(lines[0], told, { from: null, to: { bytes: 5 } });
    assertChange(lines[1], told, { from: { bytes: 5 }, to: { bytes: 7 }, paths: ['bytes', 'sha256'] });
  });

  it('has what became of a site that was made a copy of another one', async () => {
    const { admin, newSite, linesOf } = audited;
    const [from, to] = [await newSite(), await newSite()];
    await done(admin.http.put(`/sites/${from}/integrations/things`, importInto('two')));
    const lines = await linesOf(to, () => done(admin.http.post(`/sites/${from}/clone`, { to })));
    assert.equal(lines.length, 1);
    const things = (table: string) => ({ integrations: { things: importInto(table) } });
    const paths = ['integrations.things.target.table'];
    assertChange(lines[0], { action: 'clone', by: 'ada', from }, { from: things('one'), to: things('two'), paths });
  });

  it('has API keys, made and revoked, without their secrets, for all sites alone', async () => {
    const { http } = audited.admin;
    const { body } = await done(http.post('/api-keys', { name: 'ci', role: 'viewer' }));
    await done(http.delete(`/api-keys/${body.id}`));
    // It is revoked already.
    await done(http.delete(`/api-keys/${body.id}`));
    const { body: page, text } = await http.get('/audit?by=ada&limit=500');
    const lines = page.items.filter(({ apiKey }) => apiKey === body.id);
    assert.deepEqual(
      lines.map(({ action, site }) => [action, site]),
      [
        ['revoke', undefined],
        ['make', undefined],
      ],
    );
    assertHas(lines[1]?.change, { from: null, to: { name: 'ci', role: 'viewer', sites: 'all' } });
    assert.ok(!text.includes(String(body.key).split('_').at(-1)!));
  });

  it('has nothing of what is saved as it was', async () => {
    const { admin, operator, newSite, linesOf } = audited;
    const site = await newSite();
    const saveAll = async () => {
      await done(admin.http.put(`/sites/${site}`, { kind: 'DEV', connections }));
      await done(admin.http.put(`/sites/${site}/integrations/things`, importInto('one')));
      await done(admin.http.put(`/sites/${site}/integration-sets/night`, { members: [{ integration: 'things' }] }));
      await done(operator.http.put(`/sites/${site}/files/things.csv`, 'id\n1\n'));
      await done(operator.http.put(`/sites/${site}/schedules/weekly`, onMondays));
      await done(operator.http.post(`/sites/${site}/schedules/weekly/enable`));
    };
    assert.deepEqual(
      (await linesOf(site, saveAll)).map(({ action }) => action),
      ['make', 'make'],
    );
    assert.deepEqual(await linesOf(site, saveAll), []);
  });

  it('has nothing of what was refused', async () => {
    const { service, admin, operator, newSite, linesOf } = audited;
    const site = await newSite();
    const at = `/sites/${site}`;
    await done(operator.http.post(`${at}/start`));
    await done(operator.http.put(`${at}/schedules/weekly`, onMondays));
    const elsewhere = await asCaller(service, 'eve', 'admin', ['ELSEWHERE']);
    const lines = await linesOf(site, async () => {
      assertProblem(await operator.http.put(at, { kind: 'STAGE' }), 'forbidden', /admin/);
      assertProblem(await elsewhere.http.delete(at), 'forbidden');
      assertProblem(await admin.http.put(at, { kind: 'NONE' }), 'invalid-definition');
      assertProblem(await admin.http.delete(at), 'site-not-stopped');
      assertProblem(await admin.http.put(`${at}/integrations/x`, {}), 'invalid-definition');
      assertProblem(await admin.http.delete(`${at}/integrations/x`), 'integration-not-found');
      assertProblem(await operator.http.post(`${at}/schedules/weekly/copy`, { name: 'weekly' }), 'schedule-exists');
      assertProblem(await operator.http.put(`${at}/files/things.exe`, 'x'), 'file-format');
      const run = { integration: 'things', file: 'none.csv' };
      assertProblem(await operator.http.post(`${at}/runs`, run), 'file-not-found');
    });
    assert.deepEqual(lines, []);
  });

  it('is searched by action, by who did it, and by time', async () => {
    const { admin, newSite } = audited;
    const site = await newSite();
    const found = async (query: string) => {
      const { items } = (await admin.http.get(`/sites/${site}/audit?${query}`)).body;
      return items.map(({ action, by }) => `${String(by)} ${String(action)}`);
    };
    const [upload] = (await admin.http.get(`/sites/${site}/audit`)).body.items;
    const at = String(upload?.at);
    assert.deepEqual(await found('action=upload'), ['olaf upload']);
    assert.deepEqual(await found('by=olaf'), ['olaf upload']);
    assert.deepEqual(await found('by=olaf&action=make'), []);
    assert.deepEqual(await found(`from=${at}`), ['olaf upload']);
    assert.deepEqual(await found(`to=${at}`), ['ada make', 'ada make']);
    assertProblem(await admin.http.get(`/sites/${site}/audit?action=nothing`), 'invalid-request', /action/);
  });

  it('is that of all sites for admins of all sites', async () => {
    const { service, operator, newSite } = audited;
    const site = await newSite();
    const own = await asCaller(service, 'sam', 'admin', [site]);
    assertProblem(await own.http.get('/audit'), 'forbidden');
    assertProblem(await operator.http.get('/audit'), 'forbidden');
    assert.equal((await own.http.get(`/sites/${site}/audit`)).status, 200);
  });
});

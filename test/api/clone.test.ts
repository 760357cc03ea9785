import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { schedule } from '../../src/model/schedule.js';
import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { listSchedules, saveSchedule } from '../../src/store/schedules.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { pairs } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

const recurrence = { repeats: 'By Day', every: 1, startDate: '2030-01-01', startTime: '06:00' };

describe('a copy of a site', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const put = async (path: string, body: unknown) => {
    const { status, text } = await service.http.put(path, body);
    assert.ok(status === 200 || status === 201, text);
  };
  const get = async (path: string) => (await service.http.get(path)).body;
  const clone = (from: string, body: Record<string, unknown>) => service.http.post(`/sites/${from}/clone`, body);
  const addSchedule = (site: string, name: string, definition: Record<string, unknown>) =>
    saveSchedule(service.database, site, name, schedule.parse({ recurrence, ...definition }), {
      by: 'test',
      note: 'made by a test',
    });
  const part = (body: AnswerBody, name: string) => body[name] as Record<string, unknown>;
  const things = (table: string) => ({ schema: pairs, target: { connection: 'hr', table, mode: 'upsert' } });

  /** A LIVE site with something of all that is copied. */
  async function liveSite(): Promise<{ site: string; path: string; table: string }> {
    const site = uniqueSite();
    const path = join(service.folder, randomUUID());
    const table = `things_${randomUUID().slice(0, 8)}`;
    await mkdir(path);
    await service.target.query(`create table ${table} (id text primary key, name text)`);
    await put(`/sites/${site}`, {
      kind: 'LIVE',
      timeZone: 'Australia/Sydney',
      connections: { hr: { kind: 'postgres', url: 'env:TARGET_URL' }, inbox: { kind: 'folder', path } },
      exclusionGroups: { casuals: { employment: ['casual'] } },
      calendars: { holidays: { dates: ['2030-12-25'] } },
    });
    await put(`/sites/${site}/integrations/things`, things('another_table'));
    await put(`/sites/${site}/integrations/things`, things(table));
    await put(`/sites/${site}/integration-sets/night`, { members: [{ integration: 'things', file: 'night.csv' }] });
    await addSchedule(site, 'nightly', { integrationSet: 'night' });
    await addSchedule(site, 'daily', { integration: 'things', file: 'things.csv' });
    return { site, path, table };
  }

  it('may be made while the other way round is as well', async () => {
    const pairsOfSites = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [one, other] = [uniqueSite(), uniqueSite()];
        for (const site of [one, other]) await put(`/sites/${site}`, { kind: 'DEV' });
        return [one, other] as const;
      }),
    );
    await Promise.all(
      pairsOfSites.map(async ([one, other]) => {
        const answers = await Promise.all([clone(one, { to: other }), clone(other, { to: one })]);
        for (const { status, text } of answers) assert.equal(status, 200, text);
      }),
    );
  });

  it('has the integrations, sets, exclusion groups, calendars and schedules, these all disabled', async () => {
    const { site: from, path, table } = await liveSite();
    const to = uniqueSite();
    const { status, body, text } = await clone(from, { to });
    assert.equal(status, 201, text);
    assert.deepEqual(body.integrations, { copied: ['things'], removed: [] });
    assert.deepEqual(body.integrationSets, { copied: ['night'], removed: [] });
    assert.deepEqual(body.schedules, { copied: ['daily', 'nightly'], removed: [] });
    assert.deepEqual(body.exclusionGroups, { copied: ['casuals'], removed: [] });
    assert.deepEqual(body.calendars, { copied: ['holidays'], removed: [] });
    assert.deepEqual(body.connections, { copied: ['hr', 'inbox'], kept: [], secretsToGive: { hr: ['url'] } });
    assert.deepEqual(body.missingFiles, ['night.csv', 'things.csv']);
    const next = (body.next as unknown as string[]).join('\n');
    for (const said of [/hr \(url\)/, /arm/i, /night\.csv, things\.csv/, /enable/i]) assert.match(next, said);

    const copy = await get(`/sites/${to}`);
    assert.equal(copy.kind, 'DEV');
    assert.equal(copy.integrator, 'Stopped');
    assert.equal(copy.timeZone, 'Australia/Sydney');
    assert.deepEqual(copy.armed, {});
    assert.deepEqual(copy.connections, {
      hr: { kind: 'postgres', url: 'to-be-given' },
      inbox: { kind: 'folder', path },
    });
    assert.deepEqual(copy.exclusionGroups, { casuals: { employment: ['casual'] } });
    assert.deepEqual(copy.calendars, { holidays: { dates: ['2030-12-25'] } });
    const copied = await get(`/sites/${to}/integrations/things`);
    assert.equal(copied.version, 1);
    assert.equal((copied.definition as ReturnType<typeof things>).target.table, table);
    assert.equal((await get(`/sites/${to}/integration-sets/night`)).version, 1);

    const schedules = await listSchedules(service.database, to);
    const originals = await listSchedules(service.database, from);
    assert.deepEqual(
      schedules.map(({ name, enabled, note }) => ({ name, enabled, note })),
      ['daily', 'nightly'].map((name) => ({ name, enabled: false, note: `copied from ${from} by api` })),
    );
    assert.deepEqual(
      schedules.map(({ definition }) => definition),
      originals.map(({ definition }) => definition),
    );
    assert.ok(originals.every(({ enabled }) => enabled));
    for (const { name } of schedules) {
      const { state } = await service.temporal.schedule.getHandle(temporalScheduleId(to, name)).describe();
      assert.equal(state.paused, true);
    }
    const { body: switched } = await service.http.post(`/sites/${to}/schedules/enable`, { schedules: 'all' });
    assert.deepEqual(switched.enabled, ['daily', 'nightly']);
    const [audit, ...others] = (await get(`/sites/${to}/audit?action=clone`)).items;
    assert.deepEqual([audit?.by, audit?.from, others], ['api', from, []]);
  });

  it('runs when its secrets are given and its connection is armed, and says which is missing until then', async () => {
    const { site: from, table } = await liveSite();
    const to = uniqueSite();
    const { body: cloned } = await clone(from, { to, kind: 'STAGE' });
    assert.ok(cloned.next);
    await put(`/sites/${to}/files/things.csv`, 'id,name\n1,one\n');
    await service.http.post(`/sites/${to}/start`);
    const run = () =>
      service.http.post(`/sites/${to}/runs`, { integration: 'things', file: 'things.csv' }, { Prefer: 'wait=60' });
    const said = [/hr of site/, /url/, new RegExp(`PUT /api/v1/sites/${to}`)];
    assertProblem(await run(), 'secret-not-found', ...said);
    const check = await get(`/sites/${to}/connections/hr/check`);
    assert.equal(check.established, false);
    for (const one of said) assert.match(String(check.problem), one);

    const { kind, timeZone, connections } = await get(`/sites/${to}`);
    assert.equal(kind, 'STAGE');
    const given = { ...(connections as object), hr: { kind: 'postgres', url: 'env:TARGET_URL' } };
    await put(`/sites/${to}`, { kind, timeZone, connections: given });
    assertProblem(await run(), 'connection-not-armed', /hr of site/, /the LIVE site T/);
    await service.http.post(`/sites/${to}/connections/hr/arm`, { reason: 'acceptance' });
    assert.equal((await run()).body.status, 'Completed');
    assert.equal((await service.target.query(`select from ${table}`)).rowCount, 1);
  });

  it('that was there becomes what the source is, keeps its connections and is disarmed', async () => {
    const { site: from } = await liveSite();
    const to = uniqueSite();
    const own = { kind: 'postgres', url: 'env:own' };
    const connections = { hr: own, inbox: own, more: own };
    const groups = { exclusionGroups: { bakery: { department: ['Bakery'] } } };
    await put(`/sites/${to}`, { kind: 'STAGE', timeZone: 'Asia/Tokyo', connections, ...groups });
    await put(`/sites/${to}/integrations/things`, things('own_table'));
    await put(`/sites/${to}/integrations/old`, things('own_table'));
    await put(`/sites/${to}/integration-sets/old`, { members: [{ integration: 'old' }] });
    await addSchedule(to, 'daily', { integration: 'old' });
    await addSchedule(to, 'old', { integration: 'old' });
    await service.http.post(`/sites/${to}/connections/hr/arm`, { reason: 'acceptance' });
    await put(`/sites/${to}/files/things.csv`, 'id,name\n');

    const { status, body, text } = await clone(from, { to });
    assert.equal(status, 200, text);
    assert.deepEqual(body.integrations, { copied: ['things'], removed: ['old'] });
    assert.deepEqual(body.integrationSets, { copied: ['night'], removed: ['old'] });
    assert.deepEqual(body.schedules, { copied: ['daily', 'nightly'], removed: ['old'] });
    assert.deepEqual(body.exclusionGroups, { copied: ['casuals'], removed: ['bakery'] });
    // A folder where it has a database of that name: the integrations could not use it.
    assert.deepEqual(body.connections, { copied: ['inbox'], kept: ['hr', 'more'], secretsToGive: {} });
    assert.deepEqual(body.disarmed, ['hr']);
    assert.deepEqual(body.missingFiles, ['night.csv']);

    const copy = await get(`/sites/${to}`);
    assert.deepEqual([copy.kind, copy.timeZone, copy.armed], ['STAGE', 'Asia/Tokyo', {}]);
    assert.deepEqual(part(copy, 'connections').hr, own);
    assert.equal((part(copy, 'connections').inbox as { kind: string }).kind, 'folder');
    assert.deepEqual(
      copy.tasks.map(({ integration }) => integration),
      ['things'],
    );
    assert.equal((await get(`/sites/${to}/integrations/things`)).version, 2);
    const schedules = await listSchedules(service.database, to);
    assert.deepEqual(
      schedules.map(({ name, enabled }) => [name, enabled]),
      [
        ['daily', false],
        ['nightly', false],
      ],
    );

    // Once more, nothing is new: no versions are made.
    assert.deepEqual((await clone(from, { to, kind: 'DEV', timeZone: 'UTC' })).body.integrations, {
      copied: ['things'],
      removed: [],
    });
    assert.equal((await get(`/sites/${to}/integrations/things`)).version, 2);
    const again = await get(`/sites/${to}`);
    assert.deepEqual([again.kind, again.timeZone], ['DEV', 'UTC']);
  });

  it('is not made of a site that is LIVE, that is not Stopped, or of itself', async () => {
    const { site: from } = await liveSite();
    const to = uniqueSite();
    await put(`/sites/${to}`, { kind: 'LIVE' });
    await service.http.post(`/sites/${to}/start`);
    assertProblem(await clone(from, { to }), 'invalid-request', /LIVE/);
    await put(`/sites/${to}`, { kind: 'DEV' });
    assertProblem(await clone(from, { to }), 'site-not-stopped', /Running/);
    assert.deepEqual((await get(`/sites/${to}`)).tasks, []);
    await service.http.post(`/sites/${to}/stop`, { reason: 'to be refreshed' });
    assert.equal((await clone(from, { to })).status, 200);
    assertProblem(await clone(from, { to: from }), 'invalid-request', /own copy/);
    assertProblem(await clone('NOWHERE', { to }), 'site-not-found', /NOWHERE/);
    assertProblem(await clone(from, { to, kind: 'LIVE' }), 'invalid-request', /kind/);
    assertProblem(await clone(from, { to, timeZone: 'nowhere' }), 'invalid-request', /timeZone/);
    assertProblem(await clone(from, { to: 'a b' }), 'invalid-request', /to/);
    assertProblem(await clone(from, {}), 'invalid-request', /to/);
  });

  it('is whole or not at all', async () => {
    const { site: from } = await liveSite();
    const to = uniqueSite();
    // The last that is written refuses it.
    await service.database.query(
      `alter table site_audit add constraint no_clones check (action <> 'clone' or site <> '${to}')`,
    );
    const answer = await clone(from, { to });
    assert.equal(answer.status, 500, answer.text);
    assertProblem(await service.http.get(`/sites/${to}`), 'site-not-found');
    const { rows } = await service.database.query('select from integration_version where site = $1', [to]);
    assert.equal(rows.length, 0);
    await service.database.query('alter table site_audit drop constraint no_clones');
    assert.equal((await clone(from, { to })).status, 201);
  });
});

import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { exampleSite, piecesOf, type ExampleSite } from './support/example-definitions.js';
import { assertProblem } from './support/problem.js';

interface WouldChange {
  created: boolean;
  changed: boolean;
  changes: { path: string; from?: unknown; to?: unknown }[];
}

describe('saving a definition, as a dry run', () => {
  let service: TestService;
  let example: ExampleSite;
  let site: string;
  before(async () => {
    service = await startService();
    example = await exampleSite();
  });
  after(() => service.stop());
  beforeEach(() => {
    site = uniqueSite();
  });

  const put = (address: string, definition: unknown) => service.http.put(`/sites/${site}${address}`, definition);
  const tryOut = async (address: string, definition: unknown): Promise<WouldChange> => {
    const { status, body, text } = await put(`${address}?dryRun=true`, definition);
    assert.equal(status, 200, text);
    assert.deepEqual(Object.keys(body), ['created', 'changed', 'changes']);
    return body as AnswerBody & WouldChange;
  };

  /** All that a save writes: versions, rows, the audit, and Temporal's Schedules. */
  const written = async (): Promise<unknown> => {
    const { rows } = await service.database.query<Record<string, string>>(
      `select (select json_agg(site) from site where id = $1) as site,
        (select json_agg(one) from integration_version one where site = $1) as integrations,
        (select json_agg(one) from integration_set_version one where site = $1) as sets,
        (select json_agg(one) from schedule one where site = $1) as schedules,
        (select json_agg(one) from site_audit one where site = $1) as audit`,
      [site],
    );
    const schedules: string[] = [];
    for await (const { scheduleId } of service.temporal.schedule.list()) {
      if (scheduleId.startsWith(`schedule/${site}/`)) schedules.push(scheduleId);
    }
    return { ...rows[0], temporal: schedules };
  };

  it('tells what would be made, and makes nothing', async () => {
    for (const { address, definition } of piecesOf(example)) {
      const before = await written();
      const { created, changed, changes } = await tryOut(address, definition);
      assert.deepEqual([created, changed, changes.map(({ path }) => path)], [true, true, ['']], address);
      assert.equal('from' in changes[0]!, false);
      assert.ok(typeof changes[0]!.to === 'object');
      assert.deepEqual(await written(), before);
      // Each needs the one before it.
      assert.equal((await put(address, definition)).status, 201);
    }
  });

  it('tells that nothing would change of what is there, in whatever form it comes', async () => {
    for (const { address, definition } of piecesOf(example)) {
      assert.equal((await put(address, definition)).status, 201);
      assert.deepEqual(await tryOut(address, definition), { created: false, changed: false, changes: [] });
    }
  });

  it('tells each part that would change, from what to what, and changes nothing', async () => {
    for (const { address, definition } of piecesOf(example)) assert.equal((await put(address, definition)).status, 201);
    const { employees } = example.integrations;
    const { limits, ...unlimited } = employees!;
    for (const [address, definition, changes] of [
      [
        '',
        { ...piecesOf(example)[0]!.definition, timeZone: 'UTC', calendars: { public: { dates: ['2026-12-25'] } } },
        [
          { path: 'timeZone', from: 'Australia/Sydney', to: 'UTC' },
          { path: 'calendars.public', to: { dates: ['2026-12-25'] } },
        ],
      ],
      [
        '/integrations/employees',
        { ...unlimited, encoding: 'utf-16' },
        [
          { path: 'encoding', from: 'utf-8', to: 'utf-16' },
          { path: 'limits.maxRejects', from: '5%' },
        ],
      ],
      [
        '/integration-sets/night-IntegrationSet',
        { members: [{ integration: 'employees' }, { integration: 'employees' }] },
        [
          { path: 'abortOnFailure', from: true, to: false },
          { path: 'members[1]', to: { integration: 'employees', when: 'always' } },
        ],
      ],
      [
        '/schedules/night',
        { ...example.schedules.night, overlap: 'allow' },
        [{ path: 'overlap', from: 'skip', to: 'allow' }],
      ],
    ] as const) {
      const before = await written();
      const would = await tryOut(address, definition);
      assert.deepEqual([would.created, would.changed], [false, true]);
      assert.deepEqual(would.changes.toSorted(byPath), changes.toSorted(byPath));
      assert.deepEqual(await written(), before);
    }
  });

  it('tells of one that was deleted as of a new one', async () => {
    for (const { address, definition } of piecesOf(example).slice(0, 2)) await put(address, definition);
    assert.equal((await service.http.delete(`/sites/${site}/integrations/employees`)).status, 204);
    assert.equal((await tryOut('/integrations/employees', example.integrations.employees)).created, true);
  });

  it('refuses whatever saving would refuse', async () => {
    for (const { address, definition } of piecesOf(example)) assert.equal((await put(address, definition)).status, 201);
    const { employees } = example.integrations;
    const target = { ...(employees!.target as object), connection: 'elsewhere' };
    for (const [address, definition] of [
      ['', { kind: 'PROD' }],
      ['/integrations/employees', { ...employees, target }],
      ['/integrations/employees', { ...employees, schema: { fields: [{ name: 'a', type: 'date', format: '%Q' }] } }],
      ['/integration-sets/night-IntegrationSet', { members: [{ integration: 'nobody' }] }],
      ['/schedules/night', { ...example.schedules.night, integrationSet: 'none' }],
      ['/schedules/night', { ...example.schedules.night, holidays: { calendar: 'none', policy: 'skip' } }],
    ] as const) {
      const [refused, tried] = [await put(address, definition), await put(`${address}?dryRun=true`, definition)];
      assertProblem(tried, 'invalid-definition');
      assert.deepEqual({ ...tried.body, instance: '' }, { ...refused.body, instance: '' });
    }
    assertProblem(await put('?dryRun=maybe', { kind: 'DEV' }), 'invalid-request', /dryRun/);
  });

  it('saves where it says false', async () => {
    assert.equal((await put('?dryRun=false', { kind: 'DEV' })).status, 201);
  });
});

function byPath(one: { path: string }, other: { path: string }): number {
  return one.path < other.path ? -1 : 1;
}

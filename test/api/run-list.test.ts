import assert from 'node:assert/strict';

import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { importSite, pairs, type ImportSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

describe('the list of runs', () => {
  let service: TestService;
  let things: ImportSite;
  let made: AnswerBody[];
  before(async () => {
    service = await startService();
    things = await importSite(service);
    const { site, table } = things;
    const other = { schema: pairs, target: { connection: 'target', table, mode: 'insert' } };
    await service.http.put(`/sites/${site}/integrations/others`, other);
    made = await Promise.all(Array.from({ length: 25 }, (_, index) => makeRun(index)));
  });
  after(() => service.stop());

  /** 5 of `others`; every 8th is Failed, every 8th after has a reject, the others are Completed. */
  const makeRun = async (index: number): Promise<AnswerBody> => {
    const { site } = things;
    const file = `${index}.csv`;
    const content = ['', `id,name\n,x\n${index},one\n`][index % 8] ?? `id,name\n${index},one\n`;
    await service.http.put(`/sites/${site}/files/${file}`, content);
    const integration = index % 5 === 2 ? 'others' : 'things';
    const { status, body, text } = await service.http.post(
      `/sites/${site}/runs`,
      { integration, file },
      { Prefer: 'wait=60' },
    );
    assert.equal(status, 200, text);
    return body;
  };

  const list = async (query = ''): Promise<AnswerBody[]> => {
    const { status, body, text } = await service.http.get(`/sites/${things.site}/runs?limit=500${query}`);
    assert.equal(status, 200, text);
    return body.items;
  };
  const ids = (runs: AnswerBody[]) => runs.map(({ id }) => id).sort();

  it('has every run of the site as its summary, newest first', async () => {
    const runs = await list();
    assert.deepEqual(ids(runs), ids(made));
    for (const run of runs) {
      // What each step took is told of one run; a list stays short.
      const { steps, ...summary } = made.find(({ id }) => id === run.id)!;
      assert.ok(Array.isArray(steps));
      assert.deepEqual(run, summary);
    }
    const times = runs.map((run) => String(run.startedAt));
    assert.deepEqual(times, times.toSorted().reverse());
  });

  for (const status of ['Completed', 'Completed with Errors', 'Failed']) {
    it(`has only those that are ${status}, when asked`, async () => {
      const expected = made.filter((run) => run.status === status);
      assert.ok(expected.length > 0);
      assert.deepEqual(ids(await list(`&status=${encodeURIComponent(status)}`)), ids(expected));
    });
  }

  it('has none that is In-Progress when all have ended', async () => {
    assert.deepEqual(await list('&status=In-Progress'), []);
  });

  it('has only those of an integration, when asked', async () => {
    const runs = await list('&integration=others');
    assert.deepEqual(ids(runs), ids(made.filter((run) => run.integration === 'others')));
    assert.equal(runs.length, 5);
  });

  it('has only those of a timeframe, its beginning included and its end not', async () => {
    const times = made.map((run) => String(run.startedAt)).toSorted();
    const [from, to] = [times[5] ?? '', times[15] ?? ''];
    const expected = made.filter((run) => String(run.startedAt) >= from && String(run.startedAt) < to);
    assert.deepEqual(ids(await list(`&from=${from}&to=${to}`)), ids(expected));
    assert.ok(expected.length > 0 && expected.length < 25);
    const offset = new Date(Date.parse(from) + 36_000_000).toISOString().replace('Z', '%2B10:00');
    assert.deepEqual(ids(await list(`&from=${offset}`)), ids(made.filter((run) => String(run.startedAt) >= from)));
  });

  for (const limit of [1, 4, 5, 25]) {
    it(`comes in pages of ${limit} without gaps or doubles`, async () => {
      const paged: AnswerBody[] = [];
      let next: string | undefined = '';
      while (next !== undefined) {
        const { status, body, text } = await service.http.get(`/sites/${things.site}/runs?limit=${limit}${next}`);
        assert.equal(status, 200, text);
        assert.ok(body.items.length <= limit);
        paged.push(...body.items);
        assert.ok(paged.length <= 25, 'the pages do not end');
        next = (body.next as string | undefined) && `&cursor=${encodeURIComponent(body.next)}`;
      }
      assert.deepEqual(paged, await list());
    });
  }

  it('goes on where it was when runs are added while somebody turns the pages', async () => {
    const first = await service.http.get(`/sites/${things.site}/runs?limit=10`);
    made.push(await makeRun(100));
    const second = await service.http.get(`/sites/${things.site}/runs?limit=10&cursor=${first.body.next}`);
    const after = (await list()).filter(({ id }) => id !== made.at(-1)?.id);
    assert.deepEqual([...first.body.items, ...second.body.items], after.slice(0, 20));
  });

  it('keeps pages and filters together', async () => {
    const first = await service.http.get(`/sites/${things.site}/runs?limit=3&integration=others`);
    const second = await service.http.get(
      `/sites/${things.site}/runs?limit=3&integration=others&cursor=${first.body.next}`,
    );
    assert.deepEqual([...first.body.items, ...second.body.items], await list('&integration=others'));
  });

  for (const [query, said] of [
    ['status=Done', /status.*In-Progress/],
    ['from=yesterday', /from/],
    ['to=2024-01-01', /to/],
    ['limit=0', /limit/],
    ['limit=501', /limit.*500/],
    ['integration=a/b', /integration/],
    ['sort=name', /sort: there is no such property/],
    ['cursor=MTIz', /cursor/],
    ['cursor=%00', /cursor/],
    ['q=%00', /q: expected no control characters/],
  ] as const) {
    it(`is refused with ${query}`, async () => {
      assertProblem(await service.http.get(`/sites/${things.site}/runs?${query}`), 'invalid-request', said);
    });
  }

  it('has only those with a text in their Run Names, in whichever case, where every character stands for itself', async () => {
    const { site } = things;
    await service.http.put(`/sites/${site}/files/named.csv`, 'id,name\n1,one\n');
    for (const name of ['Night of 100%', 'Night of 1000', 'my_night', 'mynight', 'C:\\night']) {
      const asked = { integration: 'things', file: 'named.csv', name };
      const ran = await service.http.post(`/sites/${site}/runs`, asked, { Prefer: 'wait=60' });
      assert.equal(ran.status, 200, ran.text);
      made.push(ran.body);
    }
    const found = async (text: string) => (await list(`&q=${encodeURIComponent(text)}`)).map(({ name }) => name).sort();
    assert.deepEqual(await found('NIGHT of'), ['Night of 100%', 'Night of 1000']);
    assert.deepEqual(await found('100%'), ['Night of 100%']);
    assert.deepEqual(await found('y_n'), ['my_night']);
    assert.deepEqual(await found(':\\'), ['C:\\night']);
    assert.deepEqual(await found('%'), ['Night of 100%']);
    assert.equal((await found('')).length, made.length);
    assert.deepEqual(await found('nobody has this'), []);
    const failed = await list('&q=things&status=Failed');
    assert.ok(failed.length > 0 && failed.every(({ status }) => status === 'Failed'));
  });

  it('is empty for a new site', async () => {
    const { site } = await importSite(service);
    assert.deepEqual((await service.http.get(`/sites/${site}/runs`)).body, { items: [] });
  });
});

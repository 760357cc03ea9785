import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

describe('the list of uploads', () => {
  let service: TestService;
  let site: string;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections: {} })).status, 201);
  });

  const upload = async (name: string, text: string) =>
    (await service.http.put(`/sites/${site}/files/${encodeURIComponent(name)}`, text)).body;
  const list = async (query = '') => (await service.http.get(`/sites/${site}/files${query}`)).body;
  const named = async (query = '') => (await list(query)).items.map(({ file }) => file as unknown);

  it('has each name once, with its latest content, the newest first', async () => {
    await upload('a.csv', 'first');
    const b = await upload('b.csv', 'two');
    const a = await upload('a.csv', 'second');
    const { items, next } = await list();
    assert.deepEqual(
      items.map(({ file, sha256, bytes }) => ({ file, sha256, bytes })),
      [a, b],
    );
    for (const { uploadedAt } of items) assert.ok(Math.abs(Date.now() - Date.parse(String(uploadedAt))) < 60 * 60_000);
    assert.equal(next, undefined);
  });

  it('comes page by page, without gaps or doubles, also of those that came at once', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `Datei ${at} 東京.csv`);
    for (const name of names) await upload(name, name);
    await service.database.query(
      `update upload set uploaded_at = timestamptz '2026-01-01 00:00:00.0001Z' + (random() * interval '0.0008 s') where site = $1`,
      [site],
    );
    const found: unknown[] = [];
    let query: string | undefined = '?limit=3';
    while (query !== undefined) {
      const { items, next } = await list(query);
      found.push(...items.map(({ file }) => file));
      assert.ok(found.length <= names.length, 'the pages do not end');
      query = (next as string | undefined) && `?limit=3&cursor=${next}`;
    }
    assert.deepEqual(found, names.toReversed());
  });

  it('is of one site, and of none that is not there', async () => {
    await upload('a.csv', 'one');
    const [other, own] = [uniqueSite(), site];
    await service.http.put(`/sites/${other}`, { kind: 'DEV', connections: {} });
    assert.deepEqual((await service.http.get(`/sites/${other}/files`)).body, { items: [] });
    assert.deepEqual(await named(), ['a.csv']);
    assertProblem(await service.http.get('/sites/NOWHERE/files'), 'site-not-found');
    for (const query of ['limit=0', 'limit=501', 'cursor=mine', 'page=2']) {
      assertProblem(await service.http.get(`/sites/${own}/files?${query}`), 'invalid-request');
    }
  });
});

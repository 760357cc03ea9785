import assert from 'node:assert/strict';

import { parse } from 'yaml';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

const things = {
  schema: { primaryKey: 'id', fields: [{ name: 'id' }] },
  target: { connection: 'target', table: 'things', mode: 'upsert' },
};
const night = { members: [{ integration: 'things' }] };

describe('the versions of a definition', () => {
  let service: TestService;
  let site: string;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    site = uniqueSite();
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
    assert.equal((await service.http.put(`/sites/${site}/integrations/things`, things)).status, 201);
  });

  const get = (address: string, headers?: Record<string, string>) =>
    service.http.get(`/sites/${site}${address}`, headers);
  const save = async (address: string, definition: object, times: number): Promise<void> => {
    for (let number = 1; number <= times; number++) {
      const saved = await service.http.put(`/sites/${site}${address}`, { ...definition, description: `${number}` });
      assert.ok(saved.status < 300, saved.text);
    }
  };

  for (const [what, address, definition, property] of [
    ['an integration', '/integrations/other', things, 'integration'],
    ['an integration set', '/integration-sets/other', night, 'integrationSet'],
  ] as const) {
    it(`of ${what} are listed, the newest first, page by page, with when and by whom`, async () => {
      const began = Date.now();
      await save(address, definition, 5);
      const { items } = (await get(`${address}/versions`)).body;
      assert.deepEqual(
        items.map(({ version, savedBy }) => [version, savedBy]),
        [5, 4, 3, 2, 1].map((version) => [version, 'api']),
      );
      for (const { savedAt } of items) {
        const at = Date.parse(String(savedAt));
        assert.ok(began - 1000 <= at && at <= Date.now() + 1000, String(savedAt));
      }
      const pages: unknown[] = [];
      let query = '?limit=2';
      do {
        const { body } = await get(`${address}/versions${query}`);
        pages.push(body.items.map(({ version }) => version));
        query = 'next' in body ? `?limit=2&cursor=${body.next}` : '';
      } while (query !== '');
      assert.deepEqual(pages, [[5, 4], [3, 2], [1]]);
    });

    it(`of ${what} are read one by one, as JSON or as YAML that PUT takes`, async () => {
      await save(address, definition, 3);
      const { body } = await get(`${address}/versions/2`);
      assert.equal(body[property], 'other');
      assert.equal(body.version, 2);
      assert.equal((body.definition as { description: string }).description, '2');
      assert.equal(body.savedBy, 'api');
      const { text } = await get(`${address}/versions/2`, { Accept: 'application/yaml' });
      assert.equal((parse(text) as { description: string }).description, '2');
      const again = await service.http.put(`/sites/${site}${address}`, text);
      assert.equal(again.body.version, 4);
      assert.deepEqual(again.body.definition, body.definition);
    });

    it(`of ${what} stay when it is deleted; what never was has none`, async () => {
      await save(address, definition, 2);
      assert.equal((await service.http.delete(`/sites/${site}${address}`)).status, 204);
      assert.equal((await get(`${address}/versions`)).body.items.length, 2);
      assert.equal((await get(`${address}/versions/1`)).status, 200);
      const code = property === 'integration' ? 'integration-not-found' : 'integration-set-not-found';
      assertProblem(await get(`${address}/versions/3`), code, /no version 3 .*versions lists/);
      const never = address.replace('other', 'never');
      assertProblem(
        await get(`${never}/versions`),
        code,
        new RegExp(`never.*GET /api/v1/sites/${site}/integration[s-][^{]* lists`),
      );
      assertProblem(await service.http.get(`/sites/${uniqueSite()}${address}/versions`), 'site-not-found');
      for (const version of ['0', 'latest', '1.5', '99999999999']) {
        assertProblem(await get(`${address}/versions/${version}`), 'invalid-request', /version/);
      }
    });
  }

  it('of a copy are by who cloned; of one that was saved before this was written down, by nobody', async () => {
    const to = uniqueSite();
    const cloned = await service.http.post(`/sites/${site}/clone`, { to });
    assert.ok(cloned.status < 300, cloned.text);
    const versions = async (of: string) =>
      (await service.http.get(`/sites/${of}/integrations/things/versions`)).body.items;
    assert.deepEqual(
      (await versions(to)).map(({ savedBy }) => savedBy),
      ['api'],
    );
    await service.database.query('update integration_version set saved_by = null where site = $1', [site]);
    assert.deepEqual(
      (await versions(site)).map(({ version, savedBy }) => [version, savedBy]),
      [[1, undefined]],
    );
  });
});

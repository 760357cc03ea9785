import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

const schema = {
  primaryKey: 'id',
  fields: [{ name: 'id' }, { name: 'department' }, { name: 'grade', type: 'integer' }],
};
const columns = 'id text primary key, department text, grade integer';
const exclusionGroups = {
  bakery: { department: ['Bakery'] },
  seniors: { department: ['Deli', 'Bakery'], grade: [5] },
  offices: { office: ['North'] },
};
const FILE = 'id,department,grade\n1,Bakery,1\n2,Deli,5\n3,Deli,1\n4,Bakery,5\n5,Deli,x\n';

describe('exclusion groups', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const excludingSite = async () => {
    const things = await importSite(service, { schema, columns, properties: { exclusionGroups } });
    await service.http.put(`/sites/${things.site}/files/a.csv`, FILE);
    const ids = async () => (await things.rows()).map(({ id }) => id);
    return { ...things, ids };
  };

  it('leave out their records, which are counted as excluded and are no rejects', async () => {
    const { runWith, ids, rejects } = await excludingSite();
    const run = await runWith({ file: 'a.csv', exclude: ['bakery'] });
    assert.deepEqual(run.counts, counts({ read: 5, applied: 2, inserted: 2, excluded: 2, rejected: 1 }));
    assert.deepEqual(run.exclude, ['bakery']);
    assert.deepEqual(await ids(), ['2', '3']);
    assert.deepEqual(
      (await rejects(run)).map(({ record }) => record),
      [5],
    );
  });

  it('leave out a record that belongs to one of them, by all of its fields', async () => {
    const { runWith, ids } = await excludingSite();
    assert.equal((await runWith({ file: 'a.csv', exclude: ['bakery', 'seniors'] })).counts.excluded, 3);
    assert.deepEqual(await ids(), ['3']);
  });

  it('are those of the run when it is repeated', async () => {
    const { runWith, ids } = await excludingSite();
    const first = await runWith({ file: 'a.csv', exclude: ['bakery'] });
    const { body } = await service.http.post(`/runs/${first.id}/rerun`, {}, { Prefer: 'wait=60' });
    assert.deepEqual(body.exclude, ['bakery']);
    assert.equal(body.counts.excluded, 2);
    assert.deepEqual(await ids(), ['2', '3']);
  });

  it('are refused where the site has none of that name, or the integration none of their fields', async () => {
    const { site, ids } = await excludingSite();
    const ask = (exclude: string[]) =>
      service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv', exclude });
    assertProblem(await ask(['bakery', 'backery']), 'exclusion-invalid', /backery/, /bakery, /);
    assert.deepEqual((await service.http.get(`/sites/${site}/runs`)).body.items, []);
    assertProblem(await ask(['offices']), 'exclusion-invalid', /offices/, /office\b/);
    assert.deepEqual(await ids(), []);
  });

  it('are refused where the file replaces the table, which would lose the excluded records', async () => {
    const things = await importSite(service, { schema, columns, properties: { exclusionGroups }, mode: 'replace' });
    await things.run(FILE.replace('5,Deli,x\n', ''));
    const request = { integration: 'things', file: 'things.csv', exclude: ['bakery'] };
    const refused = await service.http.post(`/sites/${things.site}/runs`, request);
    assertProblem(refused, 'exclusion-invalid', /bakery.*mode replace deletes.*Leave out exclude/);
    assert.equal((await things.rows()).length, 4);
  });

  it('are refused by a site when they have no field, no value or a bad name', async () => {
    const { site } = await excludingSite();
    for (const [groups, path] of [
      [{ none: {} }, 'exclusionGroups.none'],
      [{ none: { department: [] } }, 'exclusionGroups.none.department'],
      [{ none: { department: 'Bakery' } }, 'exclusionGroups.none.department'],
      [{ 'a b': { department: ['Bakery'] } }, 'exclusionGroups.a b'],
    ] as const) {
      const answer = await service.http.put(`/sites/${site}`, { kind: 'DEV', exclusionGroups: groups });
      assertProblem(answer, 'invalid-definition');
      assert.ok(
        answer.body.errors.some((error) => error.path === path),
        answer.text,
      );
    }
  });
});

import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { importSite, pairs } from './support/import-site.js';
import { assertProblem } from './support/problem.js';
import { holdRun } from './support/start-run.js';

const definition = {
  schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }] },
  target: { connection: 'target', table: 'things', mode: 'upsert' },
};

const yaml = `# as a person writes it
schema:
  primaryKey: id
  fields:
    - { name: id }
    - { name: name }
target: { connection: target, table: things, mode: upsert }
`;

describe('an integration', () => {
  let service: TestService;
  let site: string;
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    site = uniqueSite();
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
  });

  const put = (body: unknown, name = 'things') => service.http.put(`/sites/${site}/integrations/${name}`, body);
  const get = (name = 'things') => service.http.get(`/sites/${site}/integrations/${name}`);

  it('is made as version 1, with defaults filled in, and read as it was made', async () => {
    const made = await put(definition);
    assert.equal(made.status, 201);
    assert.equal(made.body.integration, 'things');
    assert.equal(made.body.version, 1);
    const kept = made.body.definition as Record<string, unknown>;
    assert.equal(kept.direction, 'import');
    const MB = 1024 ** 2;
    assert.deepEqual(kept.limits, {
      maxBytes: MB,
      maxZipBytes: 100 * MB,
      maxUnpackedBytes: 1024 * MB,
      maxRecordBytes: MB,
    });
    const read = await get();
    assert.equal(read.status, 200);
    assert.deepEqual(read.body, made.body);
  });

  it('has the same version when the same definition comes again, in whatever form', async () => {
    await put(definition);
    for (const same of [
      definition,
      yaml,
      { ...definition, direction: 'import' },
      { ...definition, limits: { maxBytes: '1MB' } },
    ]) {
      const again = await put(same);
      assert.equal(again.status, 200, again.text);
      assert.equal(again.body.version, 1);
    }
  });

  it('has a new version when it changes, also back to what it was', async () => {
    await put(definition);
    assert.equal((await put({ ...definition, description: 'changed' })).body.version, 2);
    assert.equal((await put(definition)).body.version, 3);
    assert.equal((await get()).body.version, 3);
  });

  it('has versions without a hole when ten change it at once', async () => {
    await put(definition);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => put({ ...definition, description: `${index}` })),
    );
    for (const { status, text } of answers) assert.equal(status, 200, text);
    assert.deepEqual(
      answers.map(({ body }) => Number(body.version)).toSorted((one, other) => one - other),
      Array.from({ length: 10 }, (_, index) => index + 2),
    );
  });

  it('is made once when ten make it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => put(definition)));
    for (const { status, body, text } of answers) {
      assert.ok(status === 200 || status === 201, text);
      assert.equal(body.version, 1);
    }
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  });

  it('stands in the list of its site, by name, until it is deleted', async () => {
    await put(definition, 'b');
    await put(definition, 'a');
    const list = async () => (await service.http.get(`/sites/${site}/integrations`)).body.items;
    assert.deepEqual(
      (await list()).map((one) => [one.integration, one.version]),
      [
        ['a', 1],
        ['b', 1],
      ],
    );
    const deleted = await service.http.delete(`/sites/${site}/integrations/a`);
    assert.equal(deleted.status, 204);
    assert.equal(deleted.text, '');
    assertProblem(await get('a'), 'integration-not-found', /\ba\b/);
    assertProblem(await service.http.delete(`/sites/${site}/integrations/a`), 'integration-not-found');
    assert.deepEqual(
      (await list()).map((one) => one.integration),
      ['b'],
    );
  });

  it('goes on with its versions when it was deleted and made again', async () => {
    await put(definition);
    await service.http.delete(`/sites/${site}/integrations/things`);
    const made = await put({ ...definition, description: 'again' });
    assert.equal(made.status, 201);
    assert.equal(made.body.version, 2);
  });

  it('keeps the version a run was opened with: a change does not reach the run, only the next one', async () => {
    const things = await importSite(service);
    const { run, release } = await holdRun(service, things, 'a.csv');
    const { table } = things;
    const changed = {
      schema: { ...pairs, fields: [{ name: 'id', constraints: { enum: ['7'] } }, { name: 'name' }] },
      target: { connection: 'target', table, mode: 'upsert' },
    };
    const put = await service.http.put(`/sites/${things.site}/integrations/things`, changed);
    const ended = await release();
    assert.equal(put.body.version, 2);
    assert.equal(run.definitionVersion, 1);
    assert.equal(ended.definitionVersion, 1);
    assert.equal(ended.status, 'Completed');
    const next = await things.run('id,name\n1,one\n');
    assert.equal(next.definitionVersion, 2);
    assert.equal(next.status, 'Completed with Errors');
  });

  it('leaves its runs readable when it is deleted', async () => {
    const things = await importSite(service);
    const { id, name } = await things.run('id,name\n1,one\n');
    await service.http.delete(`/sites/${things.site}/integrations/things`);
    const { status, body } = await service.http.get(`/runs/${id}`);
    assert.equal(status, 200);
    assert.equal(body.name, name);
  });

  it('lets a run that is under way go on when it is deleted', async () => {
    const things = await importSite(service);
    const { release } = await holdRun(service, things, 'a.csv');
    assert.equal((await service.http.delete(`/sites/${things.site}/integrations/things`)).status, 204);
    assert.equal((await release()).status, 'Completed');
  });

  it('needs a name that fits into addresses', async () => {
    for (const name of ['.hidden', 'a%2Fb', 'with%20blank', 'x'.repeat(128)]) {
      assertProblem(await put(definition, name), 'invalid-request', /integration: expected letters, digits/);
    }
  });
});

import assert from 'node:assert/strict';

import { startService, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

const schema = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }, { name: 'grade' }] };
const columns = 'id text primary key, name text, grade text';
const mapping = { grade: { lookup: 'grades', by: 'name', column: 'grade' } };

describe('external files of a run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const gradesSite = async (declared: Record<string, unknown> = {}) => {
    const definition = { externalFiles: [{ name: 'grades', key: 'name', ...declared }], mapping };
    const things = await importSite(service, { schema, columns, definition });
    const upload = (file: string, text: string) => service.http.put(`/sites/${things.site}/files/${file}`, text);
    await upload('people.csv', 'id,name\n1,one\n2,two\n');
    const ask = (request: Record<string, unknown> = {}) =>
      service.http.post(`/sites/${things.site}/runs`, { integration: 'things', file: 'people.csv', ...request });
    const list = async () => (await service.http.get(`/sites/${things.site}/runs?limit=500`)).body.items;
    return { ...things, upload, ask, list };
  };

  it('are joined as lookups, and the run tells which they were', async () => {
    const { upload, runWith, rows } = await gradesSite();
    const { body } = await upload('g.csv', 'name,grade\none,A\ntwo,B\n');
    const run = await runWith({ file: 'people.csv', externalFiles: { grades: 'g.csv' } });
    assert.equal(run.status, 'Completed', JSON.stringify(run));
    assert.deepEqual(run.externalFiles, { grades: { name: 'g.csv', sha256: body.sha256, bytes: body.bytes } });
    assert.deepEqual(await rows(), [
      { id: '1', name: 'one', grade: 'A' },
      { id: '2', name: 'two', grade: 'B' },
    ]);
  });

  it('are the uploads that the integration names, where a run names none', async () => {
    const { upload, runWith, rows } = await gradesSite({ file: 'default.csv' });
    await upload('default.csv', 'name,grade\none,D\ntwo,D\n');
    await upload('other.csv', 'name,grade\none,X\ntwo,X\n');
    const run = await runWith({ file: 'people.csv' });
    assert.equal((run.externalFiles as Record<string, { name: string }>).grades?.name, 'default.csv');
    assert.deepEqual(
      (await rows()).map(({ grade }) => grade),
      ['D', 'D'],
    );
    await runWith({ file: 'people.csv', externalFiles: { grades: 'other.csv' } });
    assert.deepEqual(
      (await rows()).map(({ grade }) => grade),
      ['X', 'X'],
    );
  });

  it('may be missing where they are not required', async () => {
    const { runWith } = await gradesSite({ required: false });
    const run = await runWith({ file: 'people.csv' });
    assert.deepEqual(run.externalFiles, {});
  });

  it('are asked for before the run starts: a required one that is missing is refused', async () => {
    const given = await gradesSite();
    assertProblem(await given.ask(), 'external-file-invalid', /grades is required/, /upload/);
    const byDefault = await gradesSite({ file: 'default.csv' });
    assertProblem(await byDefault.ask(), 'external-file-invalid', /grades/, /default\.csv/);
    assert.deepEqual([...(await given.list()), ...(await byDefault.list())], []);
  });

  it('are refused under a name that is not declared, or when they were not uploaded', async () => {
    const { ask, upload, list, site } = await gradesSite();
    await upload('g.csv', 'name,grade\none,A\n');
    const unknown = { externalFiles: { grades: 'g.csv', grade: 'g.csv' } };
    assertProblem(await ask(unknown), 'external-file-invalid', /\bgrade\b/, /grades/);
    const missing = await ask({ externalFiles: { grades: 'h.csv' } });
    assertProblem(missing, 'file-not-found', /h\.csv/, new RegExp(`/sites/${site}/files/h\\.csv`));
    assertProblem(await ask({ externalFiles: { grades: 'g.xls' } }), 'file-format', /\.csv/);
    assertProblem(await ask({ externalFiles: { grades: '../g.csv' } }), 'invalid-request', /without folders/);
    assert.deepEqual(await list(), []);
  });

  it('are the same when the run is repeated, whatever their names stand for by now', async () => {
    const { upload, runWith, rows } = await gradesSite();
    await upload('g.csv', 'name,grade\none,A\ntwo,B\n');
    const first = await runWith({ file: 'people.csv', externalFiles: { grades: 'g.csv' } });
    await upload('g.csv', 'name,grade\none,X\ntwo,X\n');
    const { body } = await service.http.post(`/runs/${first.id}/rerun`, {}, { Prefer: 'wait=60' });
    assert.deepEqual(body.externalFiles, first.externalFiles);
    assert.deepEqual(
      (await rows()).map(({ grade }) => grade),
      ['A', 'B'],
    );
  });
});

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';

import { startService, type TestService } from '../support/service.js';
import { importSite, pairs } from './support/import-site.js';
import { assertProblem, SAYS_WHAT_TO_DO } from './support/problem.js';

const MB = 1024 ** 2;

describe('an upload', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const upload = (site: string, name: string, content: string | Uint8Array) =>
    service.http.put(`/sites/${site}/files/${name}`, content);
  const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

  it('answers name, SHA-256 and size of what was received', async () => {
    const { site } = await importSite(service);
    const content = randomBytes(100_000);
    const { status, body } = await upload(site, 'a.csv', content);
    assert.equal(status, 200);
    assert.deepEqual(body, { file: 'a.csv', sha256: sha256(content), bytes: 100_000 });
    assert.deepEqual((await upload(site, 'empty.csv', '')).body, { file: 'empty.csv', sha256: sha256(''), bytes: 0 });
  });

  it('may have a name with blanks and letters of any language', async () => {
    const { site, runWith } = await importSite(service);
    const file = 'Mitarbeiter März 東京.csv';
    const put = await upload(site, encodeURIComponent(file), 'id,name\n1,one\n');
    assert.equal(put.body.file, file);
    const run = await runWith({ file });
    assert.equal(run.status, 'Completed');
    assert.equal(run.file.name, file);
    const source = await service.http.get(`/runs/${run.id}/source-file`);
    assert.equal(source.text, 'id,name\n1,one\n');
    assert.match(source.headers.get('content-disposition') ?? '', /^attachment; .*M%C3%A4rz/);
  });

  it('may be 1 MB and no more', async () => {
    const { site, runWith } = await importSite(service);
    const exact = 'id,name\n1,one\n'.padEnd(MB, '\n');
    assert.equal((await upload(site, 'a.csv', exact)).status, 200);
    assert.equal((await runWith({ file: 'a.csv' })).status, 'Completed');
    const answer = await upload(site, 'b.csv', `${exact}\n`);
    assertProblem(answer, 'file-too-large', /1 MB/, SAYS_WHAT_TO_DO);
    assert.equal(answer.body.maxBytes, MB);
    assertProblem(
      await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'b.csv' }),
      'file-not-found',
    );
  });

  it('may be larger as a .zip, also when that is encrypted', async () => {
    const { site, table } = await importSite(service);
    const limits = { maxBytes: '2MB', maxZipBytes: '3MB' };
    const integration = { schema: pairs, target: { connection: 'target', table, mode: 'upsert' }, limits };
    await service.http.put(`/sites/${site}/integrations/wide`, integration);
    for (const name of ['a.zip', 'a.csv.zip', 'a.csv.zip.pgp', 'a.ZIP.GPG']) {
      assert.equal((await upload(site, name, randomBytes(4 * MB))).status, 200);
    }
    for (const name of ['a.csv', 'a.pgp', 'a.csv.gpg']) {
      assertProblem(await upload(site, name, randomBytes(2 * MB + 1)), 'file-too-large', /2 MB/, SAYS_WHAT_TO_DO);
    }
  });

  for (const name of ['a.txt', 'a.xlsx', 'a', 'a.csv.7z', 'a.zip.csv.exe', 'csv']) {
    it(`is refused the name ${name}, which tells of no format that is read`, async () => {
      const { site } = await importSite(service);
      assertProblem(await upload(site, name, 'id,name\n'), 'file-format', /\.csv, \.zip, \.pgp or \.gpg/);
      const asked = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: name });
      assertProblem(asked, 'file-format', new RegExp(name));
    });
  }

  it('that is too large leaves what the name stood for', async () => {
    const { site, runWith, rows } = await importSite(service);
    await upload(site, 'a.csv', 'id,name\n1,one\n');
    assertProblem(await upload(site, 'a.csv', randomBytes(2 * MB)), 'file-too-large');
    assert.equal((await runWith({ file: 'a.csv' })).status, 'Completed');
    assert.deepEqual(await rows(), [{ id: '1', name: 'one' }]);
  });

  it('may be larger where an integration allows it; a run goes by the limit of its own', async () => {
    const { site, table, runWith, rows } = await importSite(service);
    const target = { connection: 'target', table, mode: 'upsert' };
    const wide = { schema: pairs, target, limits: { maxBytes: '3MB' } };
    await service.http.put(`/sites/${site}/integrations/wide`, wide);
    const content = 'id,name\n1,one\n'.padEnd(2 * MB, '\n');
    assert.equal((await upload(site, 'a.csv', content)).status, 200);
    const refused = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    assertProblem(refused, 'file-too-large', /a\.csv/, /1 MB/, SAYS_WHAT_TO_DO);
    assert.deepEqual(await rows(), []);
    assert.equal((await runWith({ integration: 'wide', file: 'a.csv' })).status, 'Completed');
    assertProblem(await upload(site, 'a.csv', randomBytes(3 * MB + 1)), 'file-too-large', /3 MB/);
  });

  for (const chunked of [false, true]) {
    it(`that is too large is answered in full, on a connection that works on (${chunked ? 'chunked' : 'of known length'})`, async () => {
      const { site } = await importSite(service);
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const url = `${service.api.url}/api/v1/sites/${site}`;
      const content = randomBytes(5 * MB);
      const headers = chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': content.length };
      const put = request(`${url}/files/a.csv`, { method: 'PUT', agent, headers });
      const broken: Error[] = [];
      put.on('error', (error) => broken.push(error));
      put.end(content);
      const refused = await answerOf(put);
      assert.equal(refused.status, 413);
      assert.match(refused.type, /^application\/problem\+json/);
      assert.equal((JSON.parse(refused.text) as { code: string }).code, 'file-too-large');
      const get = request(url, { agent });
      get.end();
      const { status } = await answerOf(get);
      assert.deepEqual(broken, []);
      assert.equal(status, 200);
      assert.equal(get.reusedSocket, true);
      agent.destroy();
    });
  }

  for (const name of [
    '..%2Fa.csv',
    '%2e%2e',
    'folder%2Fa.csv',
    'folder%5Ca.csv',
    '.hidden',
    'a%00.csv',
    'a%0A.csv',
    'a%3Ab',
    'x'.repeat(201),
  ]) {
    it(`is refused the name ${name.slice(0, 20)}`, async () => {
      const { site } = await importSite(service);
      // fetch would resolve a path of dots itself.
      const put = request(service.api.url, { method: 'PUT', path: `/api/v1/sites/${site}/files/${name}` });
      put.end('id,name\n');
      const { status, text, type } = await answerOf(put);
      assert.equal(status, 400, text);
      assert.match(type, /^application\/problem\+json/);
      const { detail, code } = JSON.parse(text) as { detail: string; code: string };
      assert.ok(['invalid-request', 'invalid-file-name'].includes(code));
      assert.match(detail, /filename: .*(folders|200)/);
    });
  }

  it('under a name that was used takes its place; runs keep the content they read', async () => {
    const { site, runWith, rows } = await importSite(service);
    const [first, second] = ['id,name\n1,first\n', 'id,name\n1,second\n'];
    await upload(site, 'a.csv', first);
    const one = await runWith({ file: 'a.csv' });
    const again = await upload(site, 'a.csv', second);
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, { file: 'a.csv', sha256: sha256(second), bytes: second.length });
    const two = await runWith({ file: 'a.csv' });
    assert.deepEqual(await rows(), [{ id: '1', name: 'second' }]);
    assert.equal((await service.http.get(`/runs/${one.id}/source-file`)).text, first);
    assert.equal((await service.http.get(`/runs/${two.id}/source-file`)).text, second);
  });

  it('is given back byte for byte as the source file of its run, also when the run was Failed', async () => {
    const { site, runWith } = await importSite(service);
    const content = randomBytes(300_000);
    await upload(site, 'a.csv', content);
    const run = await runWith({ file: 'a.csv' });
    assert.equal(run.status, 'Failed');
    assert.deepEqual(run.file, { name: 'a.csv', sha256: sha256(content), bytes: content.length });
    const answer = await fetch(`${service.api.url}/api/v1/runs/${run.id}/source-file`);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content));
  });

  it('that another one has taken the place of is not run where its content was asked for', async () => {
    const { site, runWith, rows } = await importSite(service);
    const [mine, theirs] = ['id,name\n1,mine\n', 'id,name\n1,theirs\n'];
    for (const content of [mine, theirs]) await upload(site, 'a.csv', content);
    const contents = (content: string) => ({ 'a.csv': sha256(content) });
    const request = { integration: 'things', file: 'a.csv', contents: contents(mine) };
    const refused = await service.http.post(`/sites/${site}/runs`, request);
    assertProblem(refused, 'file-changed', /a\.csv stands for another content/, SAYS_WHAT_TO_DO);
    assert.deepEqual(await rows(), []);
    const other = { ...request, contents: { 'b.csv': sha256(theirs) } };
    assertProblem(await service.http.post(`/sites/${site}/runs`, other), 'invalid-request', /names b\.csv/);
    await runWith({ file: 'a.csv', contents: contents(theirs) });
    assert.deepEqual(await rows(), [{ id: '1', name: 'theirs' }]);
  });

  it('that goes on with an earlier one is refused, as it would be taken for the whole', async () => {
    const { site } = await importSite(service);
    const { http } = service;
    await http.put(`/sites/${site}/files/parts.csv`, 'id,name\n1,one\n');
    const rest = await http.put(`/sites/${site}/files/parts.csv`, '2,two\n', { 'Content-Range': 'bytes 14-19/20' });
    assertProblem(rest, 'invalid-request', /send the whole file/);
    const { items } = (await http.get(`/sites/${site}/files`)).body;
    assert.deepEqual(
      items.map(({ bytes }) => bytes),
      [14],
    );
  });

  it('that breaks off leaves no file', async () => {
    const { site } = await importSite(service);
    const path = `${service.api.url}/api/v1/sites/${site}/files/a.csv`;
    const put = request(path, { method: 'PUT', headers: { 'Content-Length': 1000 } });
    put.on('error', () => undefined);
    const closed = new Promise((resolve) => put.once('close', resolve));
    put.write('id,name\n1,one\n', () => put.destroy());
    await closed;
    const asked = await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    assertProblem(asked, 'file-not-found');
  });

  it('is refused by a site nobody knows', async () => {
    assertProblem(await upload('NOWHERE', 'a.csv', 'id\n'), 'site-not-found', /NOWHERE/);
  });
});

async function answerOf(sent: ReturnType<typeof request>): Promise<{ status: number; type: string; text: string }> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, type: headers['content-type'] ?? '', text: Buffer.concat(chunks).toString() };
}

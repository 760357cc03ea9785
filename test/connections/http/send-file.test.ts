import assert from 'node:assert/strict';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { drop, HttpServer, status } from './support/http-server.js';
import { openHttpEndpoint, type HttpEndpoint } from '../../../src/connections/http/http-endpoint.js';
import type { SentFile } from '../../../src/connections/http/send-file.js';

const PART = Buffer.alloc(256 * 1024, 'abcdefgh');

describe('Sending a file', () => {
  let server: HttpServer;
  let endpoint: HttpEndpoint;
  before(async () => {
    server = await HttpServer.start();
    endpoint = openHttpEndpoint(connectionTo(`${server.url}/in`, { timeoutSeconds: 0.3 }), noSecrets);
  });
  after(async () => {
    await endpoint.close();
    await server.stop();
  });

  const fileOf = (parts: number, properties: Partial<SentFile> = {}): SentFile => ({
    name: 'employees 1.csv',
    bytes: parts * PART.length,
    contentType: 'text/csv',
    content: () => partsOf(parts),
    idempotencyKey: 'run/employees 1.csv',
    ...properties,
  });

  it('puts it, with its length, type and key, under its name', async () => {
    server.will(status(201));
    await endpoint.sendFile(fileOf(4), running);
    const [request] = server.received;
    assert.equal(request?.method, 'PUT');
    assert.equal(request.url, '/in/employees%201.csv');
    assert.equal(request.headers['content-length'], String(4 * PART.length));
    assert.equal(request.headers['transfer-encoding'], undefined);
    assert.equal(request.headers['content-type'], 'text/csv');
    assert.equal(request.headers['idempotency-key'], 'run/employees 1.csv');
    assert.equal(request.body, PART.toString().repeat(4));
  });

  it('puts it where a path is given', async () => {
    server.will(status(200));
    await endpoint.sendFile(fileOf(1, { path: '/other/name.csv' }), running);
    assert.equal(server.received[0]?.url, '/in/other/name.csv');
  });

  it('sends an empty file', async () => {
    server.will(status(200));
    await endpoint.sendFile(fileOf(0), running);
    assert.equal(server.received[0]?.headers['content-length'], '0');
    assert.equal(server.received[0].body, '');
  });

  it('sends all of it again after a fault, with the same key', async () => {
    server.will(drop, status(503), status(200));
    await endpoint.sendFile(fileOf(4), running);
    assert.deepEqual(
      server.received.map(({ body, headers }) => [body.length, headers['idempotency-key']]),
      Array.from({ length: 3 }, () => [4 * PART.length, 'run/employees 1.csv']),
    );
  });

  it('reads no further ahead than the endpoint takes it', async () => {
    const stuck = await HttpServer.start();
    stuck.will(status(200));
    let parts = 0;
    const content = async function* () {
      for (; parts < 4000; parts += 1) yield await Promise.resolve(PART);
    };
    // It does not read what is sent.
    stuck.pauseConnections();
    const held = openHttpEndpoint(connectionTo(stuck.url, { timeoutSeconds: 0.3 }), noSecrets);
    const file = fileOf(4000, { content });
    try {
      await assert.rejects(held.sendFile(file, running), failing('target-unavailable', /did not answer within 0\.3 s/));
      assert.ok(parts < 400, `${parts} parts were read`);
    } finally {
      await held.close();
      await stuck.stop();
    }
  });

  for (const code of [400, 404, 413, 422]) {
    it(`fails with what the endpoint said when it answers ${code}`, async () => {
      server.will(status(code, 'not this one'));
      const message = new RegExp(`answered ${code} to the file employees 1.csv: "not this one"`);
      await assert.rejects(endpoint.sendFile(fileOf(1), running), failing('target-refused', message));
      assert.equal(server.received.length, 1);
    });
  }

  it('fails with the fault of the content, which is not the endpoint’s, and does not try again', async () => {
    server.will(status(200));
    const fault = Object.assign(new Error('the disk cannot be read'), { code: 'EIO' });
    const content = async function* () {
      yield PART;
      await Promise.resolve();
      throw fault;
    };
    await assert.rejects(endpoint.sendFile(fileOf(2, { content }), running), fault);
    assert.ok(server.received.length <= 1);
  });

  it('does not end well when the content is not as long as was said', async () => {
    server.will(status(200));
    await assert.rejects(endpoint.sendFile(fileOf(2, { content: () => partsOf(1) }), running));
    await assert.rejects(endpoint.sendFile(fileOf(2, { content: () => partsOf(3) }), running));
  });

  it('stops at once when it is halted', async () => {
    const halt = new AbortController();
    const reason = new Error('Halted');
    server.will(() => halt.abort(reason));
    await assert.rejects(endpoint.sendFile(fileOf(1), halt.signal), reason);
  });
});

async function* partsOf(count: number): AsyncGenerator<Buffer> {
  for (let part = 0; part < count; part += 1) yield await Promise.resolve(PART);
}

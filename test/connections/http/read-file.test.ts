import assert from 'node:assert/strict';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { cut, drop, HttpServer, status } from './support/http-server.js';
import { openHttpEndpoint, type HttpEndpoint } from '../../../src/connections/http/http-endpoint.js';

const CONTENT = 'employee_number,pay_rate\n'.repeat(100_000);

describe('Reading a file from an http endpoint', () => {
  let server: HttpServer;
  let endpoint: HttpEndpoint;
  before(async () => {
    server = await HttpServer.start();
    endpoint = openHttpEndpoint(connectionTo(`${server.url}/out`, { timeoutSeconds: 0.3 }), noSecrets);
  });
  after(async () => {
    await endpoint.close();
    await server.stop();
  });

  const read = async (signal = running) => {
    const chunks: Buffer[] = [];
    for await (const chunk of endpoint.readFile('/employees.csv', signal)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('gives all of it', async () => {
    server.will(status(200, CONTENT));
    assert.equal(await read(), CONTENT);
    assert.equal(server.received[0]?.method, 'GET');
    assert.equal(server.received[0].url, '/out/employees.csv');
  });

  it('gives all of it where its length is not said', async () => {
    server.will((response) => {
      response.writeHead(200);
      response.write(CONTENT);
      response.end();
    });
    assert.equal(await read(), CONTENT);
  });

  it('gets over faults before it has begun', async () => {
    server.will(drop, status(503), status(200, CONTENT));
    assert.equal(await read(), CONTENT);
    assert.equal(server.received.length, 3);
  });

  it('fails when the connection is cut in the middle', async () => {
    server.will(cut(200, CONTENT.slice(0, 100_000), CONTENT.length));
    await assert.rejects(
      read(),
      failing('target-unavailable', /employees\.csv closed the connection before its answer/),
    );
    server.will((response) => {
      response.writeHead(200);
      response.write(CONTENT, () => response.socket?.destroy());
    });
    await assert.rejects(
      read(),
      failing('target-unavailable', /employees\.csv closed the connection before its answer/),
    );
    assert.equal(server.received.length, 1);
  });

  it('fails when it is shorter than its Content-Length, however orderly the connection ends', async () => {
    server.will((response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nshort');
    });
    await assert.rejects(read(), failing('target-unavailable', /closed the connection before its answer/));
  });

  it('fails when it stops coming', async () => {
    server.will((response) => response.writeHead(200).write('half'));
    await assert.rejects(read(), failing('target-unavailable', /stopped in the middle of its answer for 0\.3 s/));
  });

  for (const [code, error] of [
    [404, 'file-not-found'],
    [410, 'file-not-found'],
    [204, 'target-refused'],
    [206, 'target-refused'],
    [400, 'target-refused'],
    [401, 'connection-invalid'],
    [302, 'connection-invalid'],
  ] as const) {
    it(`takes a ${code} for no file`, async () => {
      server.will(status(code));
      await assert.rejects(read(), failing(error, new RegExp(`${code}`)));
      assert.equal(server.received.length, 1);
    });
  }

  it('stops at once when it is halted', async () => {
    const halt = new AbortController();
    const reason = new Error('Halted');
    server.will((response) => response.writeHead(200).write('half'));
    const reading = async () => {
      for await (const chunk of endpoint.readFile('/employees.csv', halt.signal)) {
        assert.equal(chunk.toString(), 'half');
        halt.abort(reason);
      }
    };
    await assert.rejects(reading(), reason);
  });

  it('lets the connection go when its reader has enough', async () => {
    const closed = new Promise<void>((resolve) => {
      server.will((response) => {
        response.on('close', resolve);
        response.writeHead(200).write('half');
      });
    });
    for await (const chunk of endpoint.readFile('/employees.csv', running)) {
      assert.equal(chunk.toString(), 'half');
      break;
    }
    await closed;
  });
});

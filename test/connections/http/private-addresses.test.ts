import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { connectionTo, failing, noSecrets, running } from './support/connections.js';
import { drop, HttpServer, status } from './support/http-server.js';
import { openHttpEndpoint } from '../../../src/connections/http/http-endpoint.js';

const batch = { records: ['{}'], idempotencyKey: 'run/1' };

/** Ways to write an address of this machine into a URL; each would reach the server of the test. */
const HERE = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '017700000001',
  '0177.0.0.1',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '%31%32%37.0.0.1',
  '１２７.０.０.１',
  '127。0。0。1',
  '0',
  '0.0.0.0',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:7f00:0001]',
  'localhost',
  'LOCALHOST',
];

/** Names, and the addresses to which they lead. */
const LEADING_INSIDE: Record<string, string[]> = {
  'localhost.': ['127.0.0.1'],
  'app.localhost': ['127.0.0.1'],
  'inside.example': ['10.0.0.5'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
  'mixed6.example': ['2606:4700:4700::1111', '::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'sixtofour.example': ['2002:7f00:1::1'],
  'ula.example': ['fd12::1'],
  'cgnat.example': ['100.64.0.1'],
  'zone.example': ['fe80::1%lo'],
};

const METADATA = ['169.254.169.254', '0xa9fea9fe', '2852039166', '[fd00:ec2::254]', '[::ffff:169.254.169.254]'];

/** Answers each question with the next addresses. */
const leadingTo = (...answers: string[][]): LookupFunction & { asked: number } => {
  const lookup = (_: string, { all }: { all?: boolean | undefined }, callback: (...found: never[]) => void) => {
    const addresses = (answers[Math.min(found.asked, answers.length - 1)] ?? []).map((address): LookupAddress => {
      return { address, family: address.includes(':') ? 6 : 4 };
    });
    found.asked += 1;
    const [first] = addresses;
    const answer = all === true ? [null, addresses] : [null, first?.address, first?.family];
    callback(...(answer as never[]));
  };
  const found = Object.assign(lookup as unknown as LookupFunction, { asked: 0 });
  return found;
};

describe('An http connection that may not go inside', () => {
  let server: HttpServer;
  before(async () => (server = await HttpServer.start()));
  after(() => server.stop());
  beforeEach(() => server.will(status(200)));

  const send = async (url: string, allowPrivate: boolean, lookup?: LookupFunction) => {
    const endpoint = openHttpEndpoint(connectionTo(url, { allowPrivate }), noSecrets, lookup);
    try {
      return await endpoint.sendBatch(batch, running);
    } finally {
      await endpoint.close();
    }
  };

  for (const host of HERE) {
    it(`does not connect to http://${host}`, async () => {
      const url = `http://${host}:${server.port}/`;
      await assert.rejects(send(url, false), failing('connection-invalid', /is not a public one.*allowPrivate/));
      assert.equal(server.connections, 0);
    });
  }

  for (const [host, addresses] of Object.entries(LEADING_INSIDE)) {
    it(`does not connect to a name that leads to ${addresses.join(' and ')}`, async () => {
      const refused = send(`http://${host}:${server.port}/`, false, leadingTo(addresses));
      await assert.rejects(
        refused,
        failing('connection-invalid', new RegExp(`to which ${host} leads, is not a public`)),
      );
      assert.equal(server.connections, 0);
    });
  }

  it('does not connect by TLS either', async () => {
    const refused = send(`https://inside.example:${server.port}/`, false, leadingTo(['127.0.0.1']));
    await assert.rejects(refused, failing('connection-invalid', /is not a public one/));
    await assert.rejects(
      send(`https://127.0.0.1:${server.port}/`, false),
      failing('connection-invalid', /not a public/),
    );
    assert.equal(server.connections, 0);
  });

  for (const host of METADATA) {
    it(`does not connect to http://${host}, the metadata of a cloud, even where inside is allowed`, async () => {
      await assert.rejects(send(`http://${host}/latest`, true), failing('connection-invalid', /metadata service/));
    });
  }

  it('connects inside where that is allowed', async () => {
    assert.deepEqual(await send(`${server.url}/`, true), { rejected: [] });
    assert.deepEqual(await send(`http://inside.example:${server.port}/`, true, leadingTo(['127.0.0.1'])), {
      rejected: [],
    });
  });

  it('judges the address of each connection, whatever the name led to before', async () => {
    server.will(drop, status(200));
    const lookup = leadingTo(['127.0.0.1'], ['169.254.169.254']);
    const refused = send(`http://rebinding.example:${server.port}/`, true, lookup);
    await assert.rejects(refused, failing('connection-invalid', /169\.254\.169\.254.*metadata service/));
    assert.equal(lookup.asked, 2);
    assert.equal(server.received.length, 1);
  });

  it('does not go through the proxy that the environment names', async () => {
    const proxy = await HttpServer.start();
    const { HTTP_PROXY, http_proxy } = process.env;
    Object.assign(process.env, { HTTP_PROXY: proxy.url, http_proxy: proxy.url });
    try {
      assert.deepEqual(await send(`${server.url}/`, true), { rejected: [] });
      assert.equal(proxy.connections, 0);
    } finally {
      restore({ HTTP_PROXY, http_proxy });
      await proxy.stop();
    }
  });
});

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

import assert from 'node:assert/strict';

import { cloneConnections } from '../../src/model/cloned-connections.js';
import { connection, type Connection } from '../../src/model/connection.js';

/** Of every kind one, with every secret it may have. */
const source: Record<string, Connection> = {
  hr: connection.parse({ kind: 'postgres', url: 'env:SECRET' }),
  inbox: connection.parse({ kind: 'folder', path: '/data/in' }),
  bank: connection.parse({
    kind: 'sftp',
    host: 'bank.example.com',
    user: 'acme',
    password: 'env:SECRET',
    privateKey: 'file:/SECRET',
    passphrase: 'env:SECRET',
    hostKeys: [`SHA256:${'a'.repeat(43)}`],
    path: 'in',
  }),
  store: connection.parse({
    kind: 'http',
    url: 'https://s.example.com',
    headers: { 'X-Key': 'env:SECRET' },
    token: 'env:SECRET',
  }),
  shop: connection.parse({ kind: 'http', url: 'https://t.example.com', user: 'env:SECRET', password: 'env:SECRET' }),
  keys: connection.parse({
    kind: 'pgp-key',
    privateKeys: [{ key: 'env:SECRET' }, { key: 'file:/SECRET', passphrase: 'env:SECRET' }],
    publicKeys: ['env:SECRET'],
  }),
};

describe('the connections of a copy', () => {
  it('have no secret of any kind, say which they lack, and are what a site may have', () => {
    const { connections, copied, kept, secretsToGive } = cloneConnections(source, {});
    assert.doesNotMatch(JSON.stringify(connections), /SECRET/);
    assert.deepEqual(copied, Object.keys(source));
    assert.deepEqual(kept, []);
    assert.deepEqual(secretsToGive, {
      hr: ['url'],
      bank: ['password', 'privateKey', 'passphrase'],
      store: ['headers.X-Key', 'token'],
      shop: ['user', 'password'],
      keys: ['privateKeys[0].key', 'privateKeys[1].key', 'privateKeys[1].passphrase', 'publicKeys[0]'],
    });
    for (const [name, one] of Object.entries(connections)) {
      assert.deepEqual(connection.parse(one), one);
      assert.equal(
        JSON.stringify(one).replaceAll('to-be-given', 'x'),
        JSON.stringify(source[name]).replaceAll(/(env:|file:\/)SECRET/g, 'x'),
      );
    }
  });

  it('are its own where it has them already, unless they are of another kind', () => {
    const own = {
      hr: connection.parse({ kind: 'postgres', url: 'env:OWN' }),
      bank: connection.parse({ kind: 'folder', path: '/own' }),
      more: connection.parse({ kind: 'postgres', url: 'env:MORE' }),
    };
    const { connections, copied, kept, secretsToGive } = cloneConnections(source, own);
    assert.deepEqual(kept, ['hr', 'more']);
    assert.deepEqual(copied, ['inbox', 'bank', 'store', 'shop', 'keys']);
    assert.deepEqual(connections.hr, own.hr);
    assert.deepEqual(connections.more, own.more);
    assert.equal(connections.bank?.kind, 'sftp');
    assert.equal('hr' in secretsToGive, false);
  });
});

import assert from 'node:assert/strict';

import { connection, type Connection } from '../../src/model/connection.js';
import { endpointOf, isSameEndpoint, type KnownConnection } from '../../src/model/endpoint.js';

const postgres = (found?: string, url = 'env:HR'): KnownConnection => ({
  connection: { kind: 'postgres', url },
  found,
});
const folder = (found: string): KnownConnection => ({ connection: { kind: 'folder', path: 'x' }, found });
const of = (given: unknown): KnownConnection => ({ connection: connection.parse(given) satisfies Connection });
const http = (url: string, rest = {}) => of({ kind: 'http', url, ...rest });
const sftp = (host: string, rest = {}) =>
  of({
    kind: 'sftp',
    host,
    user: 'u',
    password: 'env:P',
    hostKeys: [`SHA256:${'a'.repeat(43)}`],
    path: 'in',
    ...rest,
  });

/** What leads to the same endpoint. */
const same: [string, KnownConnection, KnownConnection][] = [
  [
    'postgres, whoever logs in and however',
    postgres('postgres://a:b@db.example.com/hr?sslmode=require'),
    postgres('postgresql://c@DB.example.com.:5432/hr', 'file:/x'),
  ],
  [
    'postgres on this machine, however it is called',
    postgres('postgres://localhost/hr'),
    postgres('postgres://127.0.0.1:5432/hr'),
  ],
  [
    'postgres by a host that stands in the query',
    postgres('postgres://u@/hr?host=db&port=6432'),
    postgres('postgres://db:6432/hr'),
  ],
  ['postgres by a socket', postgres('postgres://%2Frun%2Fpg/hr'), postgres('postgres:///hr?host=/run/pg')],
  ['postgres with the database of its user', postgres('postgres://hr@db'), postgres('postgres://x@db/hr')],
  ['postgres with a name that is encoded', postgres('postgres://db/h%72'), postgres('postgres://db/hr')],
  [
    'sftp, whoever logs in, in whatever folder',
    sftp('files.example.com'),
    sftp('FILES.example.com', { user: 'v', path: 'out', port: 22 }),
  ],
  [
    'http, at whatever path',
    http('https://Store.example.com/a'),
    http('https://store.example.com:443/b', { token: 'env:T' }),
  ],
  ['http on this machine', http('http://[::1]:8080'), http('http://localhost:8080')],
  ['a folder by its real path', folder('/data/in'), folder('/data/in')],
  [
    'postgres by its reference, where the secret of one is not found',
    postgres(undefined),
    postgres('postgres://db/hr'),
  ],
];

const other: [string, KnownConnection, KnownConnection][] = [
  ['another database', postgres('postgres://db/hr'), postgres('postgres://db/hr_test')],
  ['another port', postgres('postgres://db/hr'), postgres('postgres://db:5433/hr')],
  ['another host', postgres('postgres://db/hr'), postgres('postgres://db2/hr')],
  ['the same reference to what are two', postgres('postgres://db/hr'), postgres('postgres://db/hr_test')],
  ['an unknown one behind another reference', postgres(undefined), postgres('postgres://db/hr', 'env:OTHER')],
  ['two whose secrets are still to be given', postgres(undefined, 'to-be-given'), postgres(undefined, 'to-be-given')],
  ['what is no URL', postgres('hr', 'env:A'), postgres('hr', 'env:B')],
  ['another port of sftp', sftp('files.example.com'), sftp('files.example.com', { port: 2222 })],
  ['http instead of https', http('https://store.example.com'), http('http://store.example.com:443')],
  ['another folder', folder('/data/in'), folder('/data/in2')],
  ['another kind', sftp('store.example.com', { port: 443 }), http('https://store.example.com')],
  ['keys, which lead nowhere', of({ kind: 'pgp-key' }), of({ kind: 'pgp-key' })],
];

describe('the endpoint of a connection', () => {
  for (const [what, one, another] of same) {
    it(`is the same: ${what}`, () => {
      assert.ok(isSameEndpoint(one, another), `${endpointOf(one)} and ${endpointOf(another)}`);
      assert.ok(isSameEndpoint(another, one));
    });
  }
  for (const [what, one, another] of other) {
    it(`is another one: ${what}`, () => {
      assert.ok(!isSameEndpoint(one, another), `${endpointOf(one)} and ${endpointOf(another)}`);
      assert.ok(!isSameEndpoint(another, one));
    });
  }

  it('holds no secret', () => {
    assert.equal(endpointOf(postgres('postgres://user:secret@db/hr?password=secret')), 'postgres db:5432/hr');
  });
});

import assert from 'node:assert/strict';

import { connection } from '../../src/model/connection.js';

const FINGERPRINT = 'SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s';
const LEAST = {
  kind: 'sftp',
  host: 'files.example.com',
  user: 'ann',
  password: 'env:SFTP_PASSWORD',
  hostKeys: [FINGERPRINT],
  path: '/inbox',
};

describe('An sftp connection', () => {
  it('needs a host, a user, a credential, a host key and a path', () => {
    assert.deepEqual(connection.parse(LEAST), { ...LEAST, port: 22 });
  });

  it('takes a password, a key, or both', () => {
    const key = { privateKey: 'file:/run/secrets/key', passphrase: 'env:SFTP_PASSPHRASE' };
    for (const credentials of [key, { ...key, passphrase: undefined }, { ...key, password: 'env:SFTP_PASSWORD' }]) {
      assert.ok(connection.safeParse({ ...LEAST, password: undefined, ...credentials }).success);
    }
  });

  for (const [what, properties, path, message] of [
    ['no credential', { password: undefined }, 'password', /^expected a password, a privateKey or both/],
    ['a passphrase without a key', { passphrase: 'env:SFTP_PASSPHRASE' }, 'passphrase', /^expected a privateKey/],
    ['a password that is no reference', { password: 'canary' }, 'password', /^expected a reference(?!.*canary)/],
    ['no host key', { hostKeys: [] }, 'hostKeys', /./],
    ['a host key that is no SHA256 fingerprint', { hostKeys: ['MD5:16:27:ac'] }, 'hostKeys.0', /ssh-keygen -lf/],
    ['a host with a user in it', { host: 'ann@files.example.com' }, 'host', /^expected the name or address/],
    ['a port that is none', { port: 0 }, 'port', /./],
    ['a property it does not know', { strictHostKeys: false }, '', /strictHostKeys/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const { error } = connection.safeParse({ ...LEAST, ...properties });
      assert.deepEqual(
        error?.issues.map((issue) => issue.path.join('.')),
        [path],
      );
      assert.match(error.issues[0]?.message ?? '', message);
    });
  }
});

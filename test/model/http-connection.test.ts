import assert from 'node:assert/strict';

import { connection } from '../../src/model/connection.js';

const URL = 'https://store.example.com/api';

describe('An http connection', () => {
  it('needs no more than a url', () => {
    assert.deepEqual(connection.parse({ kind: 'http', url: URL }), {
      kind: 'http',
      url: URL,
      headers: {},
      allowPrivate: false,
      timeoutSeconds: 30,
      check: { method: 'HEAD' },
    });
  });

  it('takes credentials by reference', () => {
    const headers = { 'X-Api-Key': 'env:STORE_KEY' };
    for (const credentials of [
      { headers, token: 'env:STORE_TOKEN' },
      { headers, user: 'env:STORE_USER', password: 'file:/run/secrets/store' },
      { headers: { Authorization: 'env:STORE_AUTHORIZATION' } },
    ]) {
      assert.ok(connection.safeParse({ kind: 'http', url: URL, ...credentials }).success);
    }
  });

  for (const [what, properties, path, message] of [
    ['a url of another kind', { url: 'ftp://store.example.com' }, 'url', /^expected a URL such as https/],
    ['a url that is none', { url: 'store.example.com/api' }, 'url', /^expected a URL such as https/],
    ['a user in the url', { url: 'https://canary@store.example.com' }, 'url', /without user(?!.*canary)/],
    ['a password in the url', { url: 'https://:canary@store.example.com' }, 'url', /password(?!.*canary)/],
    ['a fragment in the url', { url: `${URL}#top` }, 'url', /and #/],
    ['a token that is no reference', { token: 'canary' }, 'token', /^expected a reference(?!.*canary)/],
    ['a header that is no reference', { headers: { 'X-Key': 'canary' } }, 'headers.X-Key', /^expected a reference/],
    ['a header with no possible name', { headers: { 'X Key': 'env:KEY' } }, 'headers.X Key', /./],
    ['a header of the request itself', { headers: { 'Content-Length': 'env:KEY' } }, 'headers.Content-Length', /./],
    ['a user without password', { user: 'env:USER' }, 'password', /^expected user and password, or neither/],
    ['a password without user', { password: 'env:PASSWORD' }, 'password', /^expected user and password, or neither/],
    ['two authorizations', { token: 'env:A', headers: { authorization: 'env:B' } }, 'token', /^expected one of token/],
    ['a time limit of nothing', { timeoutSeconds: 0 }, 'timeoutSeconds', /./],
    ['a check that changes something', { check: { method: 'POST' } }, 'check.method', /./],
    ['a check beside the url', { check: { path: 'health' } }, 'check.path', /^expected a path such as \/health/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const { error } = connection.safeParse({ kind: 'http', url: URL, ...properties });
      assert.equal(error?.issues[0]?.path.join('.'), path);
      assert.match(error.issues[0].message, message);
    });
  }
});

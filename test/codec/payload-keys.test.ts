import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { readPayloadKeys } from '../../src/codec/payload-keys.js';

describe('the list of payload keys', () => {
  const bytes = randomBytes(32);
  const secrets: Record<string, string> = {
    'env:BASE64': bytes.toString('base64'),
    'env:BASE64URL': bytes.toString('base64url'),
    'env:HEX': bytes.toString('hex'),
    'file:/run/secrets/line': `${bytes.toString('base64')}\n`,
    'env:SHORT': randomBytes(16).toString('base64'),
    'env:LONG': randomBytes(33).toString('hex'),
    'env:WORDS': 'canary-not-a-key-but-a-pass-phrase-of-43-chr',
  };
  const read = (list: string) => readPayloadKeys(list, (reference) => secrets[reference] ?? '');

  it('names keys in base64 or hex, the first of which encrypts', () => {
    const { current, byId } = read('k3=env:BASE64, k2=env:HEX,k1=file:/run/secrets/line,k0=env:BASE64URL');
    assert.equal(current, 'k3');
    assert.deepEqual([...byId.keys()], ['k3', 'k2', 'k1', 'k0']);
    for (const key of byId.values()) assert.deepEqual(key.export(), bytes);
  });

  const refused: [string, string, RegExp][] = [
    ['an empty entry', 'k1=env:HEX,', /an entry has no id/],
    ['no id', 'env:HEX', /an entry has no id/],
    ['an id of other characters', 'k 1=env:HEX', /an entry has no id/],
    ['an id twice', 'k1=env:HEX,k1=env:BASE64', /the key k1 twice/],
    ['a key of 16 bytes', 'k1=env:SHORT', /the key k1 is not 32 bytes in base64 or hex.*openssl rand/],
    ['a key of 33 bytes', 'k1=env:LONG', /the key k1 is not 32 bytes/],
    ['a pass phrase', 'k1=env:WORDS', /the key k1 is not 32 bytes/],
    ['the key itself', `k1=${bytes.toString('hex')}`, /the key k1 is no reference: expected env:NAME or file:/],
    ['a key without an id', bytes.toString('base64'), /an entry has no id/],
    ['a key without an id that could be one', Buffer.alloc(32, 'A').toString('base64'), /an entry has no id/],
    ['a reference that is still to be given', 'k1=to-be-given', /not 32 bytes|no reference/],
  ];
  for (const [what, list, message] of refused) {
    it(`is refused with ${what}, never repeating a key`, () => {
      assert.throws(
        () => read(list),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, 'invalid-request');
          assert.match(error.message, message);
          assert.match(error.message, /^INTEGRATOR_PAYLOAD_KEYS: /);
          for (const secret of Object.values(secrets)) assert.ok(!error.message.includes(secret.trim()));
          return true;
        },
      );
    });
  }
});

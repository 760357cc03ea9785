import assert from 'node:assert/strict';

import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';

import { PayloadEncryption } from '../../src/codec/payload-encryption.js';
import { readPayloadKeys } from '../../src/codec/payload-keys.js';
import { encryptionWith, KEYS } from './support/keys.js';

const NONCE_BYTES = 12;

interface Whole {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
}

async function encryptOne(payload: Payload, encryption = encryptionWith('k1')): Promise<Whole> {
  const [encrypted] = await encryption.encode([payload]);
  return { metadata: encrypted?.metadata ?? {}, data: encrypted?.data ?? new Uint8Array() };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** The same bytes, one bit of one byte changed. */
function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}

describe('the encryption of payloads', () => {
  const payload = defaultPayloadConverter.toPayload({ file: 'canary.csv' });

  it('gives back what it was given, and shows nothing of it but the id of its key', async () => {
    const encrypted = await encryptOne(payload);
    assert.deepEqual(
      Object.entries(encrypted.metadata).map(([name, value]) => [name, textOf(value)]),
      [
        ['encoding', 'binary/encrypted'],
        ['encryption-key-id', 'k1'],
      ],
    );
    assert.ok(!Buffer.from(encrypted.data).includes('canary'));
    const [decrypted] = await encryptionWith('k1').decode([encrypted]);
    assert.deepEqual(defaultPayloadConverter.fromPayload(decrypted!), { file: 'canary.csv' });
  });

  it('gives back any payloads, in their order', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const payloads = fc.array(
      fc.record({
        metadata: fc.dictionary(fc.string({ minLength: 1 }), bytes, { noNullPrototype: true }),
        data: bytes,
      }),
    );
    await fc.assert(
      fc.asyncProperty(payloads, async (given) => {
        // A message cannot have a field of this name.
        const sent = given.filter(({ metadata }) => !Object.hasOwn(metadata, '__proto__'));
        const encryption = encryptionWith('k1');
        const received = await encryption.decode(await encryption.encode(sent));
        const plain = (list: Payload[]) =>
          list.map(({ metadata, data }) => [
            Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
            Buffer.from(data ?? []).toString('hex'),
          ]);
        assert.deepEqual(plain(received), plain(sent));
      }),
    );
  });

  it('uses a nonce once', async () => {
    const encryption = encryptionWith('k1');
    const encrypted = await encryption.encode(Array.from({ length: 1000 }, () => payload));
    const nonces = encrypted.map(({ data }) => Buffer.from(data ?? []).toString('hex', 0, NONCE_BYTES));
    assert.equal(new Set(nonces).size, 1000);
  });

  it('refuses what was changed, wherever: nonce, text, tag, or cut short', async () => {
    const { metadata, data } = await encryptOne(payload);
    const decode = (changed: Uint8Array) => encryptionWith('k1').decode([{ metadata, data: changed }]);
    for (let at = 0; at < data.length; at++) {
      await assert.rejects(decode(flipped(data, at)), { code: 'decryption-failed' }, `byte ${at}`);
    }
    for (let length = 0; length < data.length; length++) {
      await assert.rejects(decode(data.subarray(0, length)), { code: 'decryption-failed' }, `${length} bytes`);
    }
  });

  it('refuses another id in the metadata, even where that key is the same', async () => {
    const { metadata, data } = await encryptOne(payload);
    const renamed = { metadata: { ...metadata, 'encryption-key-id': Buffer.from('k2') }, data };
    await assert.rejects(encryptionWith('k1', 'k2').decode([renamed]), {
      code: 'decryption-failed',
      message: /key k2/,
    });
    const twins = new PayloadEncryption(readPayloadKeys('k1=env:SAME,k2=env:SAME', () => KEYS.k1 ?? ''));
    assert.equal((await twins.decode([{ metadata, data }])).length, 1);
    await assert.rejects(twins.decode([renamed]), { code: 'decryption-failed' });
  });

  it('reads what an earlier key has encrypted, and encrypts with the first', async () => {
    const old = await encryptOne(payload, encryptionWith('k1'));
    const rotated = encryptionWith('k2', 'k1');
    const [read] = await rotated.decode([old]);
    assert.deepEqual(defaultPayloadConverter.fromPayload(read!), { file: 'canary.csv' });
    const { metadata } = await encryptOne(payload, rotated);
    assert.equal(textOf(metadata['encryption-key-id']), 'k2');
  });

  it('names the key that is missing, and those that are there', async () => {
    const lost = await encryptOne(payload, encryptionWith('k3'));
    await assert.rejects(encryptionWith('k2', 'k1').decode([lost]), {
      code: 'secret-not-found',
      message: /the key k3, .*\(k2, k1\): add it to INTEGRATOR_PAYLOAD_KEYS/,
    });
  });

  it('lets pass what was never encrypted', async () => {
    const passed = await encryptionWith('k1').decode([payload, {}]);
    assert.deepEqual(passed, [payload, {}]);
  });
});

import assert from 'node:assert/strict';

import fc from 'fast-check';

import { IntegratorError } from '../../../src/model/errors.js';
import { decryptAll } from './support/decrypt-all.js';
import { makeKey, type KeyPair } from './support/keys.js';
import { armored, seal } from './support/seal.js';

const CONTENT = Buffer.from(Array.from({ length: 200 }, (_, index) => `E${index},${Math.sin(index)}\n`).join(''));

/** A change of a file: at `place` (0 to 1), bytes are flipped, taken out, put in, or all is cut off. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'flip', 'take out', 'put in', 'cut off'),
  // Half of the places are near the start, where lengths and algorithms are.
  place: fc.oneof(fc.double({ min: 0, max: 0.08, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(file: Buffer, { kind, place, bytes }: Change): Buffer {
  const at = Math.floor(place * file.length);
  if (kind === 'cut off') return file.subarray(0, at);
  if (kind === 'put in') return Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]);
  if (kind === 'take out') return Buffer.concat([file.subarray(0, at), file.subarray(at + bytes.length)]);
  const flipped = Buffer.from(file);
  bytes.forEach((byte, index) => (flipped[at + index] = (flipped[at + index] ?? 0) ^ byte));
  return flipped;
}

describe('decryptPgp, of a signed file that was changed anyhow', function () {
  this.timeout(300_000);
  let ours: KeyPair;
  let sender: KeyPair;
  const files: Buffer[] = [];

  before(async () => {
    [ours, sender] = await Promise.all([makeKey('ours'), makeKey('sender')]);
    const options = { for: [ours], signedBy: [sender] };
    files.push(await seal(CONTENT, { ...options, compression: 'uncompressed' }));
    files.push(await seal(CONTENT, { ...options, compression: 'zlib' }));
    files.push(Buffer.from(armored(await seal(CONTENT, { ...options, compression: 'zip' }))));
    files.push(await seal(CONTENT, { ...options, compression: 'zlib', aead: 'ocb' }));
    files.push(await seal(CONTENT, { ...options, compression: 'uncompressed', aead: 'gcm' }));
  });

  it('ends with the very content, or with a refusal', async () => {
    const keys = () => ({
      privateKeys: [{ key: ours.privateText }],
      publicKeys: [sender.publicText],
      requireSignedBy: [sender.fingerprint],
    });
    const once = fc.tuple(fc.nat(), fc.array(change, { minLength: 1, maxLength: 2 }));
    await fc.assert(
      // Several at a time: each waits for a process.
      fc.asyncProperty(fc.array(once, { minLength: 4, maxLength: 4 }), async (cases) => {
        await Promise.all(
          cases.map(async ([which, changes]) => {
            const file = files[which % files.length] ?? Buffer.alloc(0);
            const { content, report, error } = await decryptAll(changes.reduce(changed, file), keys());
            if (report === undefined) assert.ok(error instanceof IntegratorError, String(error));
            else assert.deepEqual([content, report.signedBy], [CONTENT, [sender.fingerprint]]);
          }),
        );
      }),
      { numRuns: 25 },
    );
  });
});

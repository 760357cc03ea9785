import { randomBytes } from 'node:crypto';

import { PayloadEncryption } from '../../../src/codec/payload-encryption.js';
import { readPayloadKeys } from '../../../src/codec/payload-keys.js';

/** Keys by id, as an environment would have them. */
export const KEYS: Record<string, string> = Object.fromEntries(
  ['k1', 'k2', 'k3'].map((id) => [id, randomBytes(32).toString('base64')]),
);

/** What encrypts with the first of these keys, and decrypts with all of them. */
export function encryptionWith(...ids: [string, ...string[]]): PayloadEncryption {
  const list = ids.map((id) => `${id}=env:${id}`).join(',');
  return new PayloadEncryption(readPayloadKeys(list, (reference) => KEYS[reference.slice('env:'.length)] ?? ''));
}

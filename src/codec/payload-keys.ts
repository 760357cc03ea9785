import { createSecretKey, type KeyObject } from 'node:crypto';

import { IntegratorError } from '../model/errors.js';
import { secretReference } from '../model/secret-reference.js';

/** AES-256: 32 bytes. */
const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** The keys of payloads. */
export interface PayloadKeys {
  /** The id of the one that encrypts; every one decrypts. */
  current: string;
  byId: ReadonlyMap<string, KeyObject>;
}

/**
 * Reads a list of keys such as `k2=file:/run/secrets/k2,k1=env:K1`: each is 32 bytes in base64 or hex, the first one
 * encrypts.
 *
 * @param resolveSecret gives the secret behind a reference.
 * @throws IntegratorError `invalid-request` where the list cannot be understood or a key is none, never with the key;
 * `secret-not-found`.
 */
export function readPayloadKeys(list: string, resolveSecret: (reference: string) => string): PayloadKeys {
  const byId = new Map<string, KeyObject>();
  for (const entry of list.split(',').map((one) => one.trim())) {
    const { id, reference } = readEntry(entry);
    if (byId.has(id)) throw invalid(`it has the key ${id} twice; give each an id of its own`);
    byId.set(id, readKey(id, resolveSecret(reference)));
  }
  const [current = ''] = byId.keys();
  return { current, byId };
}

function readEntry(entry: string): { id: string; reference: string } {
  const equals = entry.indexOf('=');
  const [id, reference] = [entry.slice(0, Math.max(equals, 0)), entry.slice(equals + 1)];
  // What is no reference may be a key itself: it is not repeated. Nor is what looks like an id: base64 ends with "=".
  if (!ID.test(id) || reference === '') throw invalid('an entry has no id: letters, digits, ".", "_" and "-"');
  if (!secretReference.safeParse(reference).success) {
    throw invalid(`the key ${id} is no reference: expected env:NAME or file:/path`);
  }
  return { id, reference };
}

function readKey(id: string, text: string): KeyObject {
  const given = text.trim();
  const bytes = HEX.test(given) ? Buffer.from(given, 'hex') : BASE64.test(given) && Buffer.from(given, 'base64');
  if (bytes && bytes.length === KEY_BYTES) return createSecretKey(bytes);
  throw invalid(`the key ${id} is not ${KEY_BYTES} bytes in base64 or hex: make one with openssl rand -base64 32`);
}

function invalid(what: string): IntegratorError {
  const form = 'Expected a list such as k2=file:/run/secrets/k2,k1=env:K1.';
  return new IntegratorError('invalid-request', `INTEGRATOR_PAYLOAD_KEYS: ${what}. ${form}`);
}

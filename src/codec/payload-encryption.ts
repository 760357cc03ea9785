import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

import { IntegratorError } from '../model/errors.js';
import type { PayloadKeys } from './payload-keys.js';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

const CIPHER = 'aes-256-gcm';
/** As NIST SP 800-38D advises; by chance, so that any number of processes may share a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The names Temporal's own samples use, which others can read. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/**
 * Encrypts what is handed to Temporal, and decrypts what comes back (AES-256-GCM, NIST SP 800-38D). An encrypted payload
 * holds nonce, ciphertext and tag, one after the other; its metadata names the key, which the tag covers too.
 *
 * What is not encrypted passes: executions from before encryption was switched on go on.
 */
export class PayloadEncryption implements PayloadCodec {
  constructor(private readonly keys: PayloadKeys) {}

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.encrypt(payload)));
  }

  /** @throws IntegratorError `secret-not-found`, naming the key that is missing; `decryption-failed`. */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => (isEncrypted(payload) ? this.decrypt(payload) : payload)));
  }

  private encrypt(payload: Payload): Payload {
    const id = this.keys.current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keyOf(id), nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(id));
    const plain = PayloadMessage.encode(payload).finish();
    const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id) }, data };
  }

  private decrypt({ metadata, data }: Payload): Payload {
    const id = textOf(metadata?.[KEY_ID]);
    const key = this.keyOf(id);
    const bytes = Buffer.from(data ?? []);
    const end = bytes.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(id)).setAuthTag(bytes.subarray(end));
      const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, end)), decipher.final()]);
      return PayloadMessage.decode(plain);
    } catch {
      const message = `A payload that names the key ${id} cannot be decrypted: it was changed, or encrypted with another key of that name.`;
      throw new IntegratorError('decryption-failed', message);
    }
  }

  private keyOf(id: string) {
    const key = this.keys.byId.get(id);
    if (key !== undefined) return key;
    const known = [...this.keys.byId.keys()].join(', ');
    const message = `A payload is encrypted with the key ${id}, which is not among those given (${known}): add it to INTEGRATOR_PAYLOAD_KEYS.`;
    throw new IntegratorError('secret-not-found', message);
  }
}

function isEncrypted({ metadata }: Payload): boolean {
  return textOf(metadata?.encoding) === ENCODING;
}

/** What the tag covers beside the payload itself. */
function boundTo(id: string): Buffer {
  return Buffer.from(`${ENCODING}\n${id}`);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

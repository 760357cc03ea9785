import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as its holder has it, in its parts. */
export interface ApiKeyToken {
  id: string;
  secret: string;
}

const TOKEN = /^ti_([0-9a-f]{16})_([\w-]{43})$/;

/** A new key: an id to name it by, and a secret of 256 random bits. */
export function createToken(): ApiKeyToken {
  return { id: randomBytes(8).toString('hex'), secret: randomBytes(32).toString('base64url') };
}

/** `ti_<id>_<secret>` */
export function formatToken({ id, secret }: ApiKeyToken): string {
  return `ti_${id}_${secret}`;
}

/** The parts of what may be a key; nothing where it is none. */
export function parseToken(text: string): ApiKeyToken | undefined {
  const [, id, secret] = TOKEN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** What is kept of a secret. It is too random to be guessed, so that a fast hash is as good as a slow one. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether the secret is the one that was hashed; how long it takes does not tell how much of it is right. */
export function isSecretOf(hash: Buffer, secret: string): boolean {
  return timingSafeEqual(hash, hashSecret(secret));
}

import { randomBytes } from 'node:crypto';

/** A secret that is made to be looked for. */
export interface Canary {
  name: string;
  secret: string;
  /** Parts of it of which none may be seen, since a text that is cut may hold a part only. */
  pieces: readonly string[];
}

/** A password, token or passphrase of its own, with characters that JSON, URLs and HTML write otherwise. */
export function createCanary(name: string): Canary {
  const core = randomBytes(12).toString('hex');
  return { name, secret: `${core}/+ &"%`, pieces: [core.slice(0, 12), core.slice(12)] };
}

/** A private key. Each line of its content is one piece. */
export function keyCanary(name: string, secret: string): Canary {
  return { name, secret, pieces: secret.split(/\r?\n/).filter((line) => /^[A-Za-z0-9+/]{20,}={0,2}$/.test(line)) };
}

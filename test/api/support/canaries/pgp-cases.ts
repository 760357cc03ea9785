import { keyCanary } from './canary.js';
import type { CanaryCage } from './canary-cage.js';
import { COMPLETED, SCHEMA, INTO_TABLE, FROM_TABLE, type CanaryCases, type CaseEnd } from './canary-case.js';
import type { KeyPair } from '../../../records/pgp/support/keys.js';

/**
 * Encrypted files that come and go.
 *
 * @param own a locked key
 * @param sealed a file for that key
 */
export function pgpCases(cage: CanaryCage, own: KeyPair & { passphrase: string }, sealed: Uint8Array): CanaryCases {
  const passphrase = cage.keep({
    name: 'pgp passphrase',
    secret: own.passphrase,
    pieces: [own.passphrase.slice(0, 12)],
  });
  const right = cage.inEnvironment(passphrase);
  const wrong = cage.inEnvironment(cage.create('wrong pgp passphrase'));
  const key = cage.inFile(cage.keep(keyCanary('pgp private key', own.privateText)));
  const publicKey = cage.inFile({ name: 'public key', secret: own.publicText, pieces: [] });
  const keys = (privateKeys: unknown) => ({ kind: 'pgp-key', privateKeys, publicKeys: [publicKey] });
  const incoming = {
    definition: { pgp: { connection: 'it' }, schema: SCHEMA, target: INTO_TABLE },
    upload: { ending: 'csv.pgp', content: sealed },
  };
  const outgoing = {
    definition: {
      direction: 'export',
      source: FROM_TABLE,
      primaryKey: 'id',
      target: { connection: 'outbox', file: 'things.csv.pgp' },
      pgp: { connection: 'it', sign: true },
    },
  };
  const refused: CaseEnd = { ends: 'Failed', code: 'key-invalid' };
  const damaged = Buffer.from(sealed).fill(0, sealed.length / 2);
  return {
    'pgp: decrypted': { connection: keys([{ key, passphrase: right }]), ...incoming, ...COMPLETED },
    'pgp: a damaged file': {
      connection: keys([{ key, passphrase: right }]),
      ...incoming,
      upload: { ending: 'csv.pgp', content: damaged },
      ends: 'Failed',
      code: 'decryption-failed',
    },
    'pgp: wrong passphrase': { connection: keys([{ key, passphrase: wrong }]), ...incoming, ...refused },
    'pgp: no passphrase': { connection: keys([{ key }]), ...incoming, ...refused },
    'pgp: a passphrase in the place of the key': { connection: keys([{ key: right }]), ...incoming, ...refused },
    'pgp: a private key among the public ones': {
      connection: { kind: 'pgp-key', privateKeys: [{ key, passphrase: right }], publicKeys: [key] },
      ...incoming,
      ...refused,
    },
    'pgp: signed': { connection: keys([{ key, passphrase: right }]), ...outgoing, ...COMPLETED },
    'pgp: not signed, wrong passphrase': { connection: keys([{ key, passphrase: wrong }]), ...outgoing, ...refused },
  };
}

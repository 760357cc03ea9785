import { generateKey, readKey, readPrivateKey, type KeyOptions, type PrivateKey, type PublicKey } from 'openpgp';

/** A key pair, as texts and as the library has it. */
export interface KeyPair {
  privateText: string;
  publicText: string;
  privateKey: PrivateKey;
  publicKey: PublicKey;
  /** Of the primary key, upper case. */
  fingerprint: string;
  revocationCertificate: string;
}

/** Makes a key pair as GnuPG 2.2 can use it: Ed25519 to sign, Curve25519 to decrypt. Its passphrase stays off. */
export async function makeKey(name: string, options: Partial<KeyOptions> = {}): Promise<KeyPair> {
  const { privateKey, publicKey, revocationCertificate } = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name, email: `${name}@example.test` }],
    ...options,
    format: 'armored',
  });
  return pairOf(privateKey, publicKey, revocationCertificate);
}

/** The pair of armored keys. */
export async function pairOf(privateText: string, publicText: string, revocationCertificate = ''): Promise<KeyPair> {
  const privateKey = await readPrivateKey({ armoredKey: privateText });
  const publicKey = (await readKey({ armoredKey: publicText })).toPublic();
  const fingerprint = publicKey.getFingerprint().toUpperCase();
  return { privateText, publicText, privateKey, publicKey, fingerprint, revocationCertificate };
}

import assert from 'node:assert/strict';

import { enums, encryptKey, revokeKey } from 'openpgp';

import { IntegratorError } from '../../../src/model/errors.js';
import { checkPgpKeys } from '../../../src/records/pgp/check-pgp-keys.js';
import { readPgpKeys, type PgpKeyTexts } from '../../../src/records/pgp/read-pgp-keys.js';
import { fixture } from './support/fixture.js';
import { makeKey, pairOf, type KeyPair } from './support/keys.js';

const PASSPHRASE = 'correct horse battery';

describe('readPgpKeys', () => {
  let ours: KeyPair;
  let sender: KeyPair;
  let locked: string;

  before(async () => {
    [ours, sender] = await Promise.all([makeKey('ours'), makeKey('sender', { subkeys: [{ sign: true }, {}] })]);
    locked = (await encryptKey({ privateKey: ours.privateKey, passphrase: PASSPHRASE })).armor();
  });

  const read = (texts: Partial<PgpKeyTexts>) =>
    readPgpKeys({ privateKeys: [{ key: ours.privateText }], publicKeys: [], requireSignedBy: [], ...texts });

  /** The message with which keys must be refused; it holds nothing of them. */
  async function refuses(texts: Partial<PgpKeyTexts>, expected: RegExp): Promise<void> {
    await assert.rejects(read(texts), (error) => {
      assert.ok(error instanceof IntegratorError, String(error));
      assert.equal(error.code, 'key-invalid');
      assert.match(error.message, expected);
      const secrets = [PASSPHRASE, 'wrong', ...ours.privateText.split('\n').slice(2, 6)];
      for (const secret of secrets) assert.ok(!JSON.stringify([error.message, error.details]).includes(secret));
      return true;
    });
  }

  it('unlocks private keys, with and without a passphrase', async () => {
    const texts = [{ key: ours.privateText }, { key: locked, passphrase: PASSPHRASE }];
    const { privateKeys } = await read({ privateKeys: texts });
    assert.deepEqual(
      privateKeys.map((key) => key.isDecrypted()),
      [true, true],
    );
    await read({ privateKeys: [{ key: ours.privateText, passphrase: 'not needed' }] });
  });

  it('takes a passphrase from a file that ends with a line end', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      await read({ privateKeys: [{ key: locked, passphrase: PASSPHRASE + lineEnd }] });
    }
  });

  it('takes several public keys in one text, with words between them', async () => {
    const text = `Our keys:\r\n${sender.publicText}\nand the second\n${ours.publicText}`;
    const { publicKeys } = await read({ publicKeys: [text, sender.publicText] });
    assert.deepEqual(
      publicKeys.map((key) => key.getFingerprint().toUpperCase()),
      [sender.fingerprint, ours.fingerprint],
    );
  });

  it('takes keys of GnuPG, and of version 6', async () => {
    const { privateKeys } = await read({
      privateKeys: [
        { key: fixture('recipient-rsa.key.asc').toString(), passphrase: 'fixture' },
        { key: fixture('recipient-v6.key.asc').toString() },
      ],
      publicKeys: [fixture('sender-v6.pub.asc').toString()],
      requireSignedBy: ['E5B8A1321B5DBEDDC1B979E603AC7BBFE3052A1480B209BE1C8FEA1B6A0F440E'],
    });
    assert.equal(privateKeys.length, 2);
  });

  it('refuses to do without a private key', async () => {
    await refuses({ privateKeys: [] }, /There is no private key/);
  });

  it('refuses a locked key without its passphrase, or with another', async () => {
    const others = { key: ours.privateText };
    const place = new RegExp(`^Private key 2 of 2 \\(${ours.fingerprint}\\) is locked: declare its passphrase`);
    await refuses({ privateKeys: [others, { key: locked }] }, place);
    const wrong = { key: locked, passphrase: 'wrong' };
    await refuses({ privateKeys: [wrong] }, /Private key 1 of 1 .* does not open with the passphrase/);
  });

  it('refuses a public key for a private one, and a private for a public one', async () => {
    await refuses({ privateKeys: [{ key: ours.publicText }] }, /is a public key: .*gpg --armor --export-secret-keys/);
    await refuses({ publicKeys: [ours.privateText] }, /Public key 1 of 1 is a private key: .*Nobody else/);
  });

  it('refuses what is no armored key, or is cut off or damaged', async () => {
    await refuses({ privateKeys: [{ key: '' }] }, /is no armored key/);
    await refuses({ privateKeys: [{ key: ours.fingerprint }] }, /is no armored key/);
    await refuses({ publicKeys: [Buffer.from(ours.publicKey.write()).toString('latin1')] }, /is no armored key/);
    await refuses({ publicKeys: [ours.publicText.slice(0, -30)] }, /is cut off/);
    await refuses(
      { publicKeys: ['-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----'] },
      /something else than keys/,
    );
    const damaged = ours.privateText.replace(/(?<=\n\n.{40}).{10}/s, 'AAAAAAAAAA');
    await refuses({ privateKeys: [{ key: damaged }] }, /cannot be read: it is damaged|is locked|has no subkey/);
    const empty = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----';
    await refuses({ publicKeys: [empty] }, /Public key 1 of 1 cannot be read/);
  });

  it('refuses a private key that cannot decrypt', async () => {
    const signing = await makeKey('signing', { subkeys: [{ sign: true }] });
    await refuses({ privateKeys: [{ key: signing.privateText }] }, /has no subkey that can decrypt/);
  });

  it('takes a private key that has expired or is superseded, not one that may have been stolen', async () => {
    const year = 365 * 24 * 60 * 60;
    const date = new Date(Date.now() - 2 * year * 1000);
    const expired = await makeKey('expired', { date, keyExpirationTime: year });
    const revoked = async (reason: enums.reasonForRevocation) =>
      (await revokeKey({ key: expired.privateKey, reasonForRevocation: { flag: reason } })).privateKey;
    const { keySuperseded, keyRetired, keyCompromised, noReason } = enums.reasonForRevocation;
    for (const key of [expired.privateText, await revoked(keySuperseded), await revoked(keyRetired)]) {
      await read({ privateKeys: [{ key }] });
    }
    for (const key of [await revoked(keyCompromised), await revoked(noReason)]) {
      await refuses({ privateKeys: [{ key }] }, /is revoked: take it out/);
    }
  });

  it('gives required signers as fingerprints in upper case', async () => {
    const subkey = sender.publicKey.subkeys[0]?.getFingerprint() ?? '';
    const { requireSignedBy } = await read({
      publicKeys: [sender.publicText],
      requireSignedBy: [sender.fingerprint.toLowerCase(), subkey.replaceAll(/(.{4})/g, '$1 ')],
    });
    assert.deepEqual(requireSignedBy, [sender.fingerprint, subkey.toUpperCase()]);
  });

  it('refuses a required signer that is no fingerprint, or of no public key', async () => {
    const publicKeys = [sender.publicText];
    for (const signer of ['', 'sender@example.test', sender.fingerprint.slice(24), `${sender.fingerprint}00`]) {
      await refuses({ publicKeys, requireSignedBy: [signer] }, /requireSignedBy, entry 1: expected a fingerprint/);
    }
    await refuses(
      { publicKeys, requireSignedBy: [ours.fingerprint] },
      /none of the public keys has .*Declare the sender/,
    );
  });

  it('refuses when no required signer can sign: revoked, for encryption, or too weak', async () => {
    const { publicKey } = await revokeKey({ key: sender.privateKey });
    const revoked = await pairOf(sender.privateText, publicKey);
    const required = { publicKeys: [revoked.publicText], requireSignedBy: [sender.fingerprint] };
    await refuses(required, /is revoked\. Declare the sender's new key/);
    await read({
      publicKeys: [revoked.publicText, ours.publicText],
      requireSignedBy: [sender.fingerprint, ours.fingerprint],
    });
    const encrypting = ours.publicKey.subkeys[0]?.getFingerprint() ?? '';
    await refuses({ publicKeys: [ours.publicText], requireSignedBy: [encrypting] }, /not for signing, or too weak/);
    const weak = await makeKey('weak', { type: 'rsa', rsaBits: 1024, config: { minRSABits: 1024 } });
    await refuses({ publicKeys: [weak.publicText], requireSignedBy: [weak.fingerprint] }, /too weak/);
  });
});

describe('checkPgpKeys', () => {
  it('tells whether keys can be used', async () => {
    const key = fixture('recipient-rsa.key.asc').toString();
    const texts = { publicKeys: [], requireSignedBy: [] };
    const { signal } = new AbortController();
    await checkPgpKeys({ ...texts, privateKeys: [{ key, passphrase: 'fixture' }] }, signal);
    const refusal = { code: 'key-invalid', message: /does not open with the passphrase/ };
    await assert.rejects(checkPgpKeys({ ...texts, privateKeys: [{ key, passphrase: 'wrong' }] }, signal), refusal);
  });
});

import assert from 'node:assert/strict';

import { armor, enums } from 'openpgp';

import type { PgpKeyTexts } from '../../../src/records/pgp/read-pgp-keys.js';
import { decrypts, refuses } from './support/decrypt-all.js';
import { Gpg, hasGpg } from './support/gpg.js';
import { makeKey } from './support/keys.js';
import { seal } from './support/seal.js';

const CONTENT = Buffer.from(Array.from({ length: 3000 }, (_, index) => `E${index},Björn,${index * 7919}\r\n`).join(''));
const RSA = ['rsa3072', 'rsa3072'] as const;
const ECC = ['ed25519', 'cv25519'] as const;
const PASSPHRASE = 'pass phrase ü';

describe('decryptPgp and the gpg of this machine', () => {
  let gpg: Gpg;
  let rsa: string;
  let ecc: string;
  let sender: string;
  let keys: PgpKeyTexts;

  before(function () {
    if (!hasGpg()) {
      console.log('    skipped: there is no gpg on this machine');
      this.skip();
    }
    gpg = new Gpg();
    rsa = gpg.makeKey('rsa', RSA, PASSPHRASE);
    ecc = gpg.makeKey('ecc', ECC);
    sender = gpg.makeKey('sender', ECC);
    keys = {
      privateKeys: [
        { key: gpg.exportPrivate('rsa', PASSPHRASE), passphrase: PASSPHRASE },
        { key: gpg.exportPrivate('ecc') },
      ],
      publicKeys: [gpg.exportPublic('sender')],
      requireSignedBy: [sender],
    };
  });
  after(() => {
    if (hasGpg()) gpg.end();
  });

  const sign = ['--local-user', 'sender', '--sign'];
  const encrypt = (recipients: string[], args: string[] = [], content = CONTENT) => {
    const to = recipients.flatMap((recipient) => ['--recipient', recipient]);
    return gpg.run([...sign, ...args, ...to, '--encrypt', '--output', '-', gpg.file('employees.csv', content)]);
  };

  for (const algorithm of ['none', 'zip', 'zlib', 'bzip2']) {
    it(`reads what it compresses with ${algorithm}, for RSA and for Curve25519, binary and armored`, async () => {
      for (const [recipient, decryptedWith, ...armor] of [
        ['rsa', rsa],
        ['ecc', ecc, '--armor'],
      ]) {
        const file = encrypt([recipient ?? ''], ['--compress-algo', algorithm, ...armor]);
        const report = await decrypts(file, keys, CONTENT);
        const bytes = Buffer.byteLength(CONTENT);
        assert.deepEqual(report, { bytes, decryptedWith, signedBy: [sender], fileName: 'employees.csv' });
      }
    });
  }

  it('reads what it makes from a pipe, in parts of partial length', async () => {
    const args = [...sign, '--compress-algo', 'none', '--recipient', 'ecc', '--encrypt'];
    const { signedBy, fileName } = await decrypts(gpg.run(args, CONTENT), keys, CONTENT, { pieceBytes: 100 });
    assert.deepEqual([signedBy, fileName], [[sender], undefined]);
  });

  it('reads a file for several and for hidden recipients', async () => {
    gpg.makeKey('somebody', ECC);
    for (const args of [[], ['--throw-keyids'], ['--hidden-recipient', 'somebody']]) {
      const { decryptedWith } = await decrypts(encrypt(['somebody', 'rsa'], args), keys, CONTENT);
      assert.equal(decryptedWith, rsa);
    }
    await refuses(encrypt(['somebody']), keys, 'decryption-failed', /not encrypted for any of our keys/);
  });

  it('reads text that is signed as text', async () => {
    const { signedBy } = await decrypts(encrypt(['ecc'], ['--textmode']), keys, CONTENT);
    assert.deepEqual(signedBy, [sender]);
  });

  it('reads with private keys as it exports them: subkeys only, and with other protections', async () => {
    const file = encrypt(['rsa']);
    const only = (key: string) => ({ ...keys, privateKeys: [{ key, passphrase: PASSPHRASE }] });
    await decrypts(file, only(gpg.exportPrivate('rsa', PASSPHRASE, '--export-secret-subkeys')), CONTENT);

    const other = new Gpg();
    try {
      other.import(gpg.exportPrivate('rsa', PASSPHRASE), PASSPHRASE);
      for (const protection of [
        ['--s2k-cipher-algo', 'AES256', '--s2k-digest-algo', 'SHA512', '--s2k-count', '65536'],
        ['--s2k-cipher-algo', '3DES', '--s2k-digest-algo', 'SHA1', '--s2k-mode', '1'],
      ]) {
        const exported = [...protection, '--passphrase', PASSPHRASE, '--armor', '--export-secret-keys', 'rsa'];
        await decrypts(file, only(other.run(exported).toString()), CONTENT);
      }
    } finally {
      other.end();
    }
  });

  it('accepts what was signed before its key expired, and nothing by a key it revoked', async () => {
    const then = ['--faked-system-time', '20240101T000000!'];
    const expired = gpg.makeKey('expired', ECC, '', { expires: '30d', time: then });
    const from = { ...keys, publicKeys: [gpg.exportPublic('expired')], requireSignedBy: [expired] };
    const recipients = gpg.makeKey('young', ECC, '', { time: ['--faked-system-time', '20230101T000000!'] });
    const texts = { ...from, privateKeys: [{ key: gpg.exportPrivate('young') }] };
    const args = ['--faked-system-time', '20240110T000000!', '--local-user', 'expired', '--sign', '--encrypt'];
    const file = gpg.run([...args, '--recipient', recipients], CONTENT);
    await decrypts(file, texts, CONTENT);

    gpg.revoke(expired);
    const revoked = { ...texts, publicKeys: [gpg.exportPublic('expired')] };
    await refuses(file, revoked, 'key-invalid', /is revoked/);
    await refuses(file, { ...revoked, requireSignedBy: [] }, 'signature-invalid', /the key is revoked/);
  });

  it('reads what it encrypts for keys that OpenPGP.js made; and it reads what OpenPGP.js makes with them', async () => {
    const kinds = { legacy: {}, 'rsa-js': { type: 'rsa', rsaBits: 3072 } } as const;
    for (const [name, options] of Object.entries(kinds)) {
      const pair = await makeKey(name, options);
      gpg.import(pair.privateText);
      const theirs = { ...keys, privateKeys: [{ key: pair.privateText }] };
      const { decryptedWith } = await decrypts(encrypt([name]), theirs, CONTENT);
      assert.equal(decryptedWith, pair.fingerprint);

      const file = await seal(CONTENT, { for: [pair], signedBy: [pair], compression: 'zlib', fileName: 'a.csv' });
      for (const form of [file, armor(enums.armor.message, file, undefined, undefined, undefined, true)]) {
        const status = gpg.run(['--status-fd', '1', '--output', gpg.file('out', ''), '--decrypt'], form).toString();
        assert.match(status, new RegExp(`VALIDSIG ${pair.fingerprint}`));
        assert.match(status, /DECRYPTION_OKAY/);
      }
      assert.deepEqual(gpg.run(['--decrypt'], file), CONTENT);
    }
  });
});

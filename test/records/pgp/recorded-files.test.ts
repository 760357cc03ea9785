import assert from 'node:assert/strict';

import { decrypts, refuses } from './support/decrypt-all.js';
import { fixture, FIXTURE_KEYS, FIXTURE_SENDER, FIXTURE_SENDER_V6 } from './support/fixture.js';

const RSA = '781139207B8C78FB39C99FDB8E23F3110F5C485F';
const ECC = 'AA3B9467BB6653CE6529BA0A1413FB181E43BC44';
const V6 = '114DD434F9AC3488612F6FE87762A92CCD249257498C9B4755A46563E6DDCD8D';

const TAKEN: Record<string, { decryptedWith: string; signer?: string; fileName?: string }> = {
  'gnupg-2.2-zip.gpg': { decryptedWith: RSA, fileName: 'employees.csv' },
  'gnupg-2.2-zlib.asc': { decryptedWith: ECC, fileName: 'employees.csv' },
  'gnupg-2.2-bzip2-two-recipients.gpg': { decryptedWith: RSA, fileName: 'employees.csv' },
  'gnupg-2.2-uncompressed.gpg': { decryptedWith: ECC, fileName: 'employees.csv' },
  'gnupg-2.2-hidden-recipients.gpg': { decryptedWith: RSA, fileName: 'employees.csv' },
  'gnupg-2.2-textmode.gpg': { decryptedWith: ECC, fileName: 'employees.csv' },
  'gnupg-2.2-partial-lengths.gpg': { decryptedWith: ECC },
  'gnupg-2.2-3des.gpg': { decryptedWith: ECC, fileName: 'employees.csv' },
  'rnp-0.16-aead-ocb.pgp': { decryptedWith: ECC, fileName: 'employees.csv' },
  'rnp-0.16-aead-eax.pgp': { decryptedWith: ECC, fileName: 'employees.csv' },
  'rnp-0.16-aead-ocb-bzip2.asc': { decryptedWith: RSA, fileName: 'employees.csv' },
  'rpgp-0.20-seipd2-ocb.pgp': { decryptedWith: ECC },
  'rpgp-0.20-seipd2-eax.pgp': { decryptedWith: ECC },
  'rpgp-0.20-seipd2-gcm.pgp': { decryptedWith: ECC },
  'rpgp-0.20-v6-keys.pgp': { decryptedWith: V6, signer: FIXTURE_SENDER_V6 },
  'sequoia-1.12.pgp': { decryptedWith: ECC },
};

const REFUSED: Record<string, [code: string, message: RegExp]> = {
  'gnupg-2.2-unsigned.gpg': ['signature-invalid', /is not signed.*gpg --sign --encrypt/],
  'gnupg-2.2-sha1-signature.gpg': ['signature-invalid', /3FA6F93D58FA6839 .*too weak/],
  'gnupg-2.2-signed-only.gpg': ['decryption-failed', /signed or compressed, but it is not encrypted/],
  'gnupg-2.2-password.gpg': ['decryption-failed', /encrypted with a password/],
  'openpgpjs-no-mdc.pgp': ['decryption-failed', /without integrity protection/],
  'recipient-rsa.key.asc': ['decryption-failed', /is an OpenPGP key, not a message/],
  'employees.csv': ['decryption-failed', /looks like text, such as CSV/],
};

describe('Files of other programs', () => {
  const content = fixture('employees.csv');
  const signed = { ...FIXTURE_KEYS, requireSignedBy: [FIXTURE_SENDER, FIXTURE_SENDER_V6] };

  for (const [name, { signer = FIXTURE_SENDER, ...expected }] of Object.entries(TAKEN)) {
    it(`decrypts and verifies ${name}`, async () => {
      const report = await decrypts(fixture(name), signed, content, { pieceBytes: 1000 });
      assert.deepEqual(report, { bytes: content.length, ...expected, signedBy: [signer] });
    });
  }

  for (const [name, [code, message]] of Object.entries(REFUSED)) {
    it(`refuses ${name}`, async () => {
      await refuses(fixture(name), signed, code, message);
    });
  }

  it('decrypts one without a signature where none is required', async () => {
    const report = await decrypts(fixture('gnupg-2.2-unsigned.gpg'), FIXTURE_KEYS, content);
    assert.deepEqual(report.signedBy, []);
  });

  for (const name of ['rnp-0.16-aead-ocb.pgp', 'rpgp-0.20-seipd2-gcm.pgp', 'gnupg-2.2-uncompressed.gpg']) {
    it(`refuses ${name} with its last byte changed`, async () => {
      const changed = fixture(name);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      await refuses(changed, signed, 'decryption-failed', /is damaged: it was changed or cut off/);
    });
  }

  it('refuses one that keeps the library waiting for ever', async () => {
    const file = fixture('gnupg-2.2-uncompressed.gpg');
    const damaged = Buffer.concat([file.subarray(0, 112), file.subarray(113)]);
    const { details } = await refuses(damaged, signed, 'decryption-failed', /is damaged/);
    assert.deepEqual(details, { reason: 'The message never ends' });
  });
});

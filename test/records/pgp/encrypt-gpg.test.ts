import assert from 'node:assert/strict';

import { encryptAll } from './support/encrypt-all.js';
import { Gpg, hasGpg } from './support/gpg.js';
import { makeKey } from './support/keys.js';

const CONTENT = Buffer.from(
  Array.from({ length: 30_000 }, (_, index) => `E${index},Björn,${index * 7919}\r\n`).join(''),
);
const RSA = ['rsa3072', 'rsa3072'] as const;
const ECC = ['ed25519', 'cv25519'] as const;
const PASSPHRASE = 'pass phrase ü';

describe('encryptPgp and the gpg of this machine', () => {
  let gpg: Gpg;
  let sender: string;

  before(function () {
    if (!hasGpg()) {
      console.log('    skipped: there is no gpg on this machine');
      this.skip();
    }
    gpg = new Gpg();
    gpg.makeKey('rsa', RSA);
    gpg.makeKey('ecc', ECC);
    sender = gpg.makeKey('sender', ECC, PASSPHRASE);
  });
  after(() => {
    if (hasGpg()) gpg.end();
  });

  /** What gpg says of a file, and the content it gives. */
  function decrypt(file: Buffer): { status: string; content: Buffer } {
    const path = gpg.file('out', '');
    const status = gpg.run(['--status-fd', '1', '--output', path, '--decrypt'], file).toString();
    return { status, content: gpg.run(['--decrypt'], file) };
  }

  for (const recipient of ['rsa', 'ecc']) {
    it(`reads and verifies what is encrypted for its ${recipient} key, and warns of nothing`, async () => {
      const recipients = [gpg.exportPublic(recipient)];
      const signWith = { key: gpg.exportPrivate('sender', PASSPHRASE), passphrase: PASSPHRASE };
      const { file, report } = await encryptAll(CONTENT, { recipients, signWith }, 'employees.csv.zip');
      assert.equal(report.signedBy, sender);
      const { status, content } = decrypt(file);
      assert.ok(CONTENT.equals(content));
      assert.match(status, new RegExp(`VALIDSIG ${sender}`));
      assert.match(status, /GOODMDC/);
      assert.match(status, /PLAINTEXT 62 \d+ employees\.csv\.zip/);
      // Of the keyword only: the fingerprints behind it may spell BAD too.
      assert.doesNotMatch(status, /^\[GNUPG:\] \w*(FAIL|BAD|ERROR|WARNING)/m);
    });
  }

  it('signs with a key as gpg exports it without its primary part', async () => {
    const parts = gpg.makeKey('parts', ECC);
    gpg.run(['--passphrase', '', '--quick-add-key', parts, 'ed25519', 'sign', 'never']);
    const key = gpg.exportPrivate('parts', '', '--export-secret-subkeys');
    const { file } = await encryptAll(CONTENT, { recipients: [gpg.exportPublic('ecc')], signWith: { key } });
    assert.match(decrypt(file).status, /VALIDSIG/);
  });

  it('is refused a key without the part that signs', async () => {
    gpg.makeKey('headless', ECC);
    const key = gpg.exportPrivate('headless', '', '--export-secret-subkeys');
    await assert.rejects(encryptAll(CONTENT, { recipients: [gpg.exportPublic('ecc')], signWith: { key } }), {
      code: 'key-invalid',
      message: /comes without its secret part/,
    });
  });

  it('is refused a key that has expired, or that it has revoked', async () => {
    const then = ['--faked-system-time', '20240101T000000!'];
    gpg.makeKey('expired', ECC, '', { expires: '30d', time: then });
    const revoked = gpg.makeKey('revoked', ECC);
    gpg.revoke(revoked);
    for (const [name, message] of [
      ['expired', /has expired/],
      ['revoked', /is revoked/],
    ] as const) {
      const recipients = [gpg.exportPublic('ecc'), gpg.exportPublic(name)];
      await assert.rejects(encryptAll(CONTENT, { recipients }), { code: 'key-invalid', message });
    }
  });

  it('reads what is for keys that OpenPGP.js made', async () => {
    const pair = await makeKey('library');
    gpg.import(pair.privateText);
    const signWith = { key: pair.privateText };
    const { file } = await encryptAll(CONTENT, { recipients: [pair.publicText, gpg.exportPublic('rsa')], signWith });
    const { status, content } = decrypt(file);
    assert.ok(CONTENT.equals(content));
    assert.match(status, new RegExp(`VALIDSIG ${pair.fingerprint}`));
  });
});

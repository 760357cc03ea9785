import assert from 'node:assert/strict';
import { Readable } from 'node:stream';

import {
  PublicKeyEncryptedSessionKeyPacket,
  readMessage,
  revokeKey,
  SymEncryptedIntegrityProtectedDataPacket,
} from 'openpgp';

import { IntegratorError } from '../../../src/model/errors.js';
import { encryptPgp, type EncryptionKeyTexts } from '../../../src/records/pgp/encrypt-pgp.js';
import { eventually } from '../../support/eventually.js';
import { decrypts } from './support/decrypt-all.js';
import { encryptAll } from './support/encrypt-all.js';
import { fixture } from './support/fixture.js';
import { makeKey, type KeyPair } from './support/keys.js';

const CONTENT = 'employee_number,name\r\nE00000001,Björn Müller\r\n';
const DAY = 86_400_000;

describe('encryptPgp', () => {
  let ours: KeyPair;
  let other: KeyPair;
  let sender: KeyPair;

  before(async () => {
    [ours, other, sender] = await Promise.all([makeKey('ours'), makeKey('other'), makeKey('sender')]);
  });

  it('makes a file that an import decrypts and verifies, and tells what it did', async () => {
    const keys = { recipients: [ours.publicText], signWith: { key: sender.privateText } };
    const { file, report } = await encryptAll(CONTENT, keys);
    assert.deepEqual(report, {
      bytes: file.length,
      encryptedFor: [ours.fingerprint],
      signedBy: sender.fingerprint,
    });
    const texts = {
      privateKeys: [{ key: ours.privateText }],
      publicKeys: [sender.publicText],
      requireSignedBy: [sender.fingerprint],
    };
    const { signedBy, fileName } = await decrypts(file, texts, CONTENT);
    assert.deepEqual([signedBy, fileName], [[sender.fingerprint], 'employees.csv']);
  });

  it('makes a file that every recipient opens, and does not sign it unasked', async () => {
    const { file, report } = await encryptAll(CONTENT, { recipients: [ours.publicText, other.publicText] });
    assert.deepEqual(report, { bytes: file.length, encryptedFor: [ours.fingerprint, other.fingerprint] });
    for (const { privateText } of [ours, other]) {
      const { signedBy } = await decrypts(file, { privateKeys: [{ key: privateText }] }, CONTENT);
      assert.deepEqual(signedBy, []);
    }
  });

  it('takes several keys in one text', async () => {
    const { report } = await encryptAll(CONTENT, { recipients: [`${ours.publicText}\n${other.publicText}`] });
    assert.deepEqual(report.encryptedFor, [ours.fingerprint, other.fingerprint]);
  });

  it('protects by an MDC, binary and not compressed, also where the keys would take AEAD', async () => {
    const modern = await makeKey('modern', { type: 'curve25519', config: { aeadProtect: true, v6Keys: true } });
    const { file } = await encryptAll(CONTENT, { recipients: [modern.publicText] });
    const { packets } = await readMessage({ binaryMessage: new Uint8Array(file) });
    const [key, content, ...others] = Array.from(packets);
    assert.ok(key instanceof PublicKeyEncryptedSessionKeyPacket);
    assert.ok(content instanceof SymEncryptedIntegrityProtectedDataPacket);
    assert.deepEqual([others, (content as unknown as { version: number }).version], [[], 1]);
    await decrypts(file, { privateKeys: [{ key: modern.privateText }] }, CONTENT);
  });

  it('takes empty content, and a name that is longer than a message has room for', async () => {
    const { file } = await encryptAll('', { recipients: [ours.publicText] }, `${'ü'.repeat(150)}.csv`);
    const { fileName } = await decrypts(file, { privateKeys: [{ key: ours.privateText }] }, '');
    assert.equal(fileName, undefined);
  });

  it('signs with a locked key and its passphrase', async () => {
    const locked = await makeKey('locked', { passphrase: 'pass phrase ü' });
    const signWith = { key: locked.privateText, passphrase: 'pass phrase ü\n' };
    const { report } = await encryptAll(CONTENT, { recipients: [ours.publicText], signWith });
    assert.equal(report.signedBy, locked.fingerprint);
    const keys = { recipients: [ours.publicText], signWith: { key: locked.privateText } };
    await refuses(keys, /^The signing key [0-9A-F]{40} is locked: declare its passphrase/);
    await refuses({ ...keys, signWith: { ...keys.signWith, passphrase: 'no' } }, /does not open with the passphrase/);
  });

  async function refuses(keys: EncryptionKeyTexts, message: RegExp): Promise<void> {
    await assert.rejects(encryptAll(CONTENT, keys), (error) => {
      assert.ok(error instanceof IntegratorError, String(error));
      assert.equal(error.code, 'key-invalid');
      assert.match(error.message, message);
      return true;
    });
  }

  it('refuses to encrypt for nobody', () => refuses({ recipients: [] }, /no public key to encrypt for/));

  it('refuses a key of a recipient that is expired, revoked, not for encryption, too weak or damaged', async () => {
    const expired = await makeKey('expired', { date: new Date(Date.now() - 2 * DAY), keyExpirationTime: 86_400 });
    const { publicKey: revoked } = await revokeKey({
      key: ours.publicKey,
      revocationCertificate: ours.revocationCertificate,
      format: 'armored',
    });
    const signsOnly = await makeKey('signs-only', { subkeys: [{ sign: true }] });
    const weak = await makeKey('weak', { type: 'rsa', rsaBits: 1024, config: { minRSABits: 1024 } });
    const wrong: [string, RegExp][] = [
      [expired.publicText, new RegExp(`${expired.fingerprint} has expired\\. Ask the recipient`)],
      [revoked, new RegExp(`${ours.fingerprint} is revoked\\. Ask`)],
      [signsOnly.publicText, new RegExp(`${signsOnly.fingerprint} has no part that is for encryption`)],
      [weak.publicText, new RegExp(`${weak.fingerprint} is too weak`)],
      [ours.privateText, /is a private key: expected only the public key/],
      ['no key', /Public key 2 of 2 is no armored key/],
    ];
    for (const [text, message] of wrong) await refuses({ recipients: [other.publicText, text] }, message);
  });

  it('refuses a signing key that is expired, revoked, not for signing, or not one', async () => {
    const expired = await makeKey('expired', { date: new Date(Date.now() - 2 * DAY), keyExpirationTime: 86_400 });
    const { privateKey: revoked } = await revokeKey({
      key: sender.privateKey,
      revocationCertificate: sender.revocationCertificate,
      format: 'armored',
    });
    const wrong: [string, RegExp][] = [
      [expired.privateText, new RegExp(`The signing key ${expired.fingerprint} has expired`)],
      [revoked, new RegExp(`The signing key ${sender.fingerprint} is revoked`)],
      [sender.publicText, /The signing key is a public key/],
      [sender.privateText.slice(0, 200), /The signing key is cut off/],
      [`${sender.privateText}\n${other.privateText}`, /has to be one key/],
    ];
    for (const [key, message] of wrong) await refuses({ recipients: [ours.publicText], signWith: { key } }, message);
  });

  it('says nothing of a passphrase or a key in a refusal', async () => {
    const signWith = { key: fixture('recipient-rsa.key.asc').toString(), passphrase: 'a secret of ours' };
    await assert.rejects(encryptAll(CONTENT, { recipients: [ours.publicText], signWith }), (error: IntegratorError) => {
      assert.doesNotMatch(JSON.stringify([error.message, error.details]), /a secret of ours|BEGIN PGP/);
      return error.code === 'key-invalid';
    });
  });

  describe('while it goes on', () => {
    const encrypting = (content: AsyncIterable<Buffer>, signal = new AbortController().signal) =>
      encryptPgp(content, { recipients: [ours.publicText] }, 'a.csv', signal);

    async function drain(reading: AsyncGenerator<Buffer, unknown>): Promise<void> {
      for (;;) if ((await reading.next()).done === true) return;
    }

    it('throws an error of the content as it is, in the place of an end', async () => {
      const failure = new Error('the query failed');
      async function* content() {
        yield Buffer.alloc(2 ** 20, 'a,b\n');
        await Promise.reject(failure);
      }
      await assert.rejects(drain(encrypting(content())), failure);
    });

    it('throws the reason of an abort, and closes the content', async () => {
      const abort = new AbortController();
      let closed = false;
      async function* content() {
        try {
          for (;;) yield await Promise.resolve(Buffer.alloc(65_536, 'a,b\n'));
        } finally {
          closed = true;
        }
      }
      const reading = encrypting(content(), abort.signal);
      await reading.next();
      abort.abort('stopped');
      await assert.rejects(drain(reading), (reason) => reason === 'stopped');
      await eventually('the content is closed', () => Promise.resolve(closed));
    });

    it('gives what it has while the content still comes', async () => {
      const content = new Readable({ read: () => undefined });
      content.push(Buffer.alloc(2 ** 20, 'a,b\n'));
      let length = 0;
      for await (const bytes of encrypting(content as AsyncIterable<Buffer>)) {
        length += bytes.length;
        if (length > 2 ** 19 && !content.readableEnded) content.push(null);
      }
      assert.ok(length > 2 ** 20);
    });

    it('waits for a slow reader without gathering the file', async () => {
      let given = 0;
      const all = 2 ** 24;
      async function* content() {
        for (; given < all; given += 65_536) yield await Promise.resolve(Buffer.alloc(65_536, 'a,b\n'));
      }
      const reading = encrypting(content());
      await reading.next();
      await eventually('nothing moves', async () => {
        const earlier = given;
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
        return given === earlier;
      });
      assert.ok(given < all, `${given} of ${all} bytes were taken`);
      await reading.return({ bytes: 0, encryptedFor: [] });
    });
  });
});

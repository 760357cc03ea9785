import assert from 'node:assert/strict';

import { createMessage, enums, reformatKey, revokeKey, type LiteralDataPacket } from 'openpgp';

import { decryptAll, decrypts, refuses } from './support/decrypt-all.js';
import { makeKey, pairOf, type KeyPair } from './support/keys.js';
import { seal } from './support/seal.js';

const CONTENT = 'a,b\n1,2\n';
const DAY = 24 * 60 * 60_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

describe('The signature of an encrypted file', () => {
  let ours: KeyPair;
  let sender: KeyPair;
  let stranger: KeyPair;

  before(async () => {
    [ours, sender, stranger] = await Promise.all([
      makeKey('ours'),
      makeKey('sender', { date: ago(100), subkeys: [{ sign: true }, {}] }),
      makeKey('stranger'),
    ]);
  });

  const keys = (publicKeys: KeyPair[] = [sender], requireSignedBy: string[] = [sender.fingerprint]) => ({
    privateKeys: [{ key: ours.privateText }],
    publicKeys: publicKeys.map(({ publicText }) => publicText),
    requireSignedBy,
  });
  const signedBy = (...senders: KeyPair[]) => seal(CONTENT, { for: [ours], signedBy: senders });

  it('is verified and reported', async () => {
    const { signedBy: signers } = await decrypts(await signedBy(sender), keys(), CONTENT);
    assert.deepEqual(signers, [sender.fingerprint]);
  });

  it('may be required of a signing subkey; fingerprints in lower case and with spaces are taken', async () => {
    const subkey = sender.publicKey.subkeys[0]?.getFingerprint() ?? '';
    const spaced = subkey.replaceAll(/(.{4})/g, '$1 ').toLowerCase();
    const { signedBy: signers } = await decrypts(await signedBy(sender), keys([sender], [spaced]), CONTENT);
    assert.deepEqual(signers, [sender.fingerprint]);
    const byPrimary = await seal(CONTENT, {
      for: [ours],
      signedBy: [sender],
      signingKeyIDs: [sender.publicKey.getKeyID()],
    });
    await refuses(byPrimary, keys([sender], [spaced]), 'signature-invalid', /signed by somebody else/);
  });

  it('is enough when one of several is by one of the required signers', async () => {
    const required = keys([sender, stranger], [stranger.fingerprint, sender.fingerprint]);
    for (const senders of [[sender], [stranger], [stranger, sender]]) {
      const report = await decrypts(await signedBy(...senders), required, CONTENT);
      assert.deepEqual(new Set(report.signedBy), new Set(senders.map(({ fingerprint }) => fingerprint)));
    }
    await decrypts(await signedBy(await makeKey('unknown'), sender), keys(), CONTENT);
  });

  it('is missed where it is required, before any content has come', async () => {
    const unsigned = await seal(Buffer.alloc(2 ** 18, CONTENT), { for: [ours] });
    const { message } = await refuses(unsigned, keys(), 'signature-invalid', /The file is not signed/);
    assert.match(message, new RegExp(sender.fingerprint));
    assert.equal((await decryptAll(unsigned, keys())).content.length, 0);
  });

  it('by somebody else is refused with the key id, known or not', async () => {
    const file = await signedBy(stranger);
    const keyId = stranger.publicKey.getKeyID().toHex().toUpperCase();
    await refuses(file, keys(), 'signature-invalid', new RegExp(`somebody else: key ${keyId}, which is unknown`));
    const known = new RegExp(`somebody else: key ${keyId} \\(${stranger.fingerprint}\\)`);
    await refuses(file, keys([stranger, sender]), 'signature-invalid', known);
  });

  it('by an unknown key is neither refused nor reported where none is required', async () => {
    const { signedBy: signers } = await decrypts(await signedBy(stranger), keys([sender], []), CONTENT);
    assert.deepEqual(signers, []);
  });

  it('is refused when it is for other content, required or not, if the key is known', async () => {
    const message = await (await createMessage({ binary: new Uint8Array([1]) })).sign([sender.privateKey]);
    const content = message.packets.findPacket(enums.packet.literalData) as LiteralDataPacket;
    Object.assign(content, { data: new Uint8Array(Buffer.from(CONTENT)) });
    const file = Buffer.from((await message.encrypt([ours.publicKey])).write() as Uint8Array);
    const isFalse = /signature of the file by key \w+ \(\w+\) is false: it does not fit the content/;
    await refuses(file, keys(), 'signature-invalid', isFalse);
    await refuses(file, keys([sender], []), 'signature-invalid', isFalse);
    await decrypts(file, keys([], []), CONTENT);
  });

  it('made before its key expired counts; made after, it does not', async () => {
    const { privateKey, publicKey } = await reformatKey({
      privateKey: sender.privateKey,
      userIDs: [{ name: 'sender' }],
      date: ago(100),
      keyExpirationTime: (50 * DAY) / 1000,
    });
    const expired = await pairOf(privateKey, publicKey);
    const old = await makeKey('ours', { date: ago(200) });
    const texts = { ...keys([expired]), privateKeys: [{ key: old.privateText }] };
    await decrypts(await seal(CONTENT, { for: [old], signedBy: [sender], date: ago(60) }), texts, CONTENT);
    const late = await seal(CONTENT, { for: [old], signedBy: [sender] });
    await refuses(late, texts, 'signature-invalid', /does not count: the key, or the signature, had expired/);
  });

  it('counts no more once its key is revoked, whatever the date in it', async () => {
    const { publicKey } = await revokeKey({
      key: sender.privateKey,
      reasonForRevocation: { flag: enums.reasonForRevocation.keySuperseded },
    });
    const revoked = await pairOf(sender.privateText, publicKey);
    const successor = await makeKey('successor');
    const texts = keys([revoked, successor], [sender.fingerprint, successor.fingerprint]);
    const old = await makeKey('ours', { date: ago(200) });
    const file = await seal(CONTENT, { for: [old], signedBy: [sender], date: ago(60) });
    const withOld = { ...texts, privateKeys: [{ key: old.privateText }] };
    await refuses(file, withOld, 'signature-invalid', /does not count: the key is revoked/);
    await decrypts(await signedBy(successor), texts, CONTENT);
  });

  it('by a known key must hold where none is required, and need not beside a required one that holds', async () => {
    const { publicKey } = await revokeKey({ key: stranger.privateKey });
    const revoked = { ...stranger, publicText: publicKey };
    const file = await signedBy(sender, stranger);
    await refuses(file, keys([sender, revoked], []), 'signature-invalid', /the key is revoked/);
    const report = await decrypts(file, keys([sender, revoked]), CONTENT);
    assert.deepEqual(report.signedBy, [sender.fingerprint]);
  });

  it('may be a little ahead of our clock', async () => {
    const ahead = (minutes: number) =>
      seal(CONTENT, { for: [ours], signedBy: [sender], date: new Date(Date.now() + minutes * 60_000) });
    await decrypts(await ahead(2), keys(), CONTENT);
    await refuses(await ahead(60), keys(), 'signature-invalid', /its date is in the future/);
  });

  it('is verified with the later of two copies of a key', async () => {
    const short = await makeKey('sender', { date: ago(100), keyExpirationTime: (50 * DAY) / 1000 });
    const userIDs = [{ name: 'sender', email: 'sender@example.test' }];
    const { privateKey, publicKey } = await reformatKey({ privateKey: short.privateKey, userIDs, date: ago(40) });
    const extended = await pairOf(privateKey, publicKey);
    const file = await signedBy(extended);
    await refuses(file, keys([short], [short.fingerprint]), 'signature-invalid', /had expired/);
    for (const copies of [
      [short, extended],
      [extended, short],
    ]) {
      await decrypts(file, keys(copies, [short.fingerprint]), CONTENT);
    }
  });
});

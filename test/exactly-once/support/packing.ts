import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createMessage, decryptKey, encrypt, generateKey, readKey, readPrivateKey } from 'openpgp';
import { ZipFile } from 'yazl';

/** How a file is packed when it arrives. */
export type Packing = 'csv' | 'zip' | 'csv.pgp' | 'csv.zip.pgp';

const PASSPHRASE = 'correct horse battery staple';

/** One sender and one receiver for all; making keys takes a while. */
const keys = Promise.all(
  ['receiver', 'sender'].map((name) =>
    generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: [{ name, email: `${name}@example.test` }],
      passphrase: PASSPHRASE,
    }),
  ),
);
keys.catch(() => undefined);

/** A file as it arrives, and as it was before it was encrypted. */
export async function pack(csv: Buffer, packing: Packing): Promise<{ arrived: Buffer; unsealed: Buffer }> {
  const unsealed = packing.includes('zip') ? await zip(csv) : csv;
  return { unsealed, arrived: packing.endsWith('pgp') ? await sealed(unsealed) : unsealed };
}

/** Writes the receiver's keys into the folder. @returns the pgp-key connection, and the part `pgp` of an integration. */
export async function writeKeys(folder: string) {
  const [receiver, sender] = await keys;
  const fingerprint = (await readKey({ armoredKey: sender!.publicKey })).getFingerprint();
  await mkdir(folder, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return `file:${join(folder, name)}`;
  };
  return {
    connection: {
      kind: 'pgp-key',
      privateKeys: [
        { key: await write('key.asc', receiver!.privateKey), passphrase: await write('passphrase', PASSPHRASE) },
      ],
      publicKeys: [await write('sender.asc', sender!.publicKey)],
    },
    pgp: { connection: 'keys', requireSignedBy: [fingerprint] },
  };
}

async function sealed(content: Buffer): Promise<Buffer> {
  const [receiver, sender] = await keys;
  const signingKeys = await decryptKey({
    privateKey: await readPrivateKey({ armoredKey: sender!.privateKey }),
    passphrase: PASSPHRASE,
  });
  const message = await createMessage({ binary: content });
  const encryptionKeys = (await readKey({ armoredKey: receiver!.publicKey })).toPublic();
  return Buffer.from(await encrypt({ message, encryptionKeys, signingKeys, format: 'binary' }));
}

async function zip(csv: Buffer): Promise<Buffer> {
  const archive = new ZipFile();
  archive.addBuffer(csv, 'people.csv');
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

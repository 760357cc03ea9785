import { readFileSync } from 'node:fs';

/** A recorded file; see fixtures/README.md. */
export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
}

/** The keys of the recorded files. */
export const FIXTURE_KEYS = {
  privateKeys: [
    { key: fixture('recipient-rsa.key.asc').toString(), passphrase: 'fixture' },
    { key: fixture('recipient-ecc.key.asc').toString() },
    { key: fixture('recipient-v6.key.asc').toString() },
  ],
  publicKeys: [fixture('sender.pub.asc').toString(), fixture('sender-v6.pub.asc').toString()],
};

export const FIXTURE_SENDER = '311868EA090FA74AC43D7E183FA6F93D58FA6839';
export const FIXTURE_SENDER_V6 = 'E5B8A1321B5DBEDDC1B979E603AC7BBFE3052A1480B209BE1C8FEA1B6A0F440E';

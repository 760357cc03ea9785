import { decryptKey, type PrivateKey } from 'openpgp';

/**
 * A key whose secret parts are free to use.
 *
 * @param refused the error for a problem with the key, told in the end of a sentence
 */
export async function unlockKey(
  key: PrivateKey,
  passphrase: string | undefined,
  refused: (problem: string) => Error,
): Promise<PrivateKey> {
  if (passphrase === undefined) throw refused('is locked: declare its passphrase.');
  return decryptKey({ privateKey: key, passphrase: withoutLineEnd(passphrase) }).catch(() => {
    throw refused('does not open with the passphrase that is declared for it.');
  });
}

/** An editor ends a file with a line end, and gpg's `--passphrase-file` ignores it too. */
function withoutLineEnd(passphrase: string): string {
  return passphrase.replace(/\r?\n$/, '');
}

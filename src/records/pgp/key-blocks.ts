import { IntegratorError } from '../../model/errors.js';

type Kind = 'private' | 'public';

const BLOCK = /-----BEGIN PGP (PRIVATE|PUBLIC) KEY BLOCK-----[\s\S]+?-----END PGP \1 KEY BLOCK-----/g;

/**
 * The armored key blocks of a text (RFC 9580 §6.2), all of the kind that is expected there.
 *
 * @param place what the text is, to begin a message with: `Private key 1 of 2`
 * @throws IntegratorError `key-invalid` when there is none, one is cut off, or one is of the other kind
 */
export function keyBlocks(text: string, expected: Kind, place: string): string[] {
  const command = expected === 'private' ? 'gpg --armor --export-secret-keys' : 'gpg --armor --export';
  const refused = (problem: string) => new IntegratorError('key-invalid', `${place} ${problem}`);
  const header = `-----BEGIN PGP ${expected.toUpperCase()} KEY BLOCK-----`;

  const found = [...text.matchAll(BLOCK)];
  const begun = text.match(/-----BEGIN PGP /g)?.length ?? 0;
  if (begun === 0) {
    throw refused(`is no armored key: expected ${header}, as ${command} writes it.`);
  }
  if (begun !== found.length) {
    throw refused(`is cut off, or holds something else than keys: expected ${header} to its END line.`);
  }
  if (found.some(([, kind]) => kind?.toLowerCase() !== expected)) {
    throw refused(
      expected === 'private'
        ? `is a public key: expected the private key, as ${command} writes it.`
        : `is a private key: expected only the public key, as ${command} writes it. Nobody else should have the private one.`,
    );
  }
  return found.map(([block]) => block);
}

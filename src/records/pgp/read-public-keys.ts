import { readKeys, type PublicKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { keyBlocks } from './key-blocks.js';

/**
 * The public keys in armored texts. A key that comes twice, such as once more with a later expiry, is merged into one.
 *
 * @throws IntegratorError `key-invalid`
 */
export async function readPublicKeys(texts: readonly string[]): Promise<PublicKey[]> {
  const keys = new Map<string, PublicKey>();
  for (const [index, text] of texts.entries()) {
    for (const key of await readText(text, `Public key ${index + 1} of ${texts.length}`)) {
      const known = keys.get(key.getFingerprint());
      keys.set(key.getFingerprint(), known === undefined ? key : await known.update(key));
    }
  }
  return [...keys.values()];
}

async function readText(text: string, place: string): Promise<PublicKey[]> {
  const blocks = keyBlocks(text, 'public', place);
  try {
    const keys = await Promise.all(blocks.map((armoredKeys) => readKeys({ armoredKeys })));
    return keys.flat().map((key) => key.toPublic());
  } catch {
    const message = `${place} cannot be read: it is damaged, or of a version that is not supported. Export it again.`;
    throw new IntegratorError('key-invalid', message);
  }
}

import { readPrivateKeys as readBlock, type PrivateKey } from 'openpgp';

import { IntegratorError } from '../../model/errors.js';
import { keyBlocks } from './key-blocks.js';

/**
 * The private keys in an armored text, locked as they are.
 *
 * @param place what the text is, to begin a message with: `Private key 1 of 2`
 * @throws IntegratorError `key-invalid`
 */
export async function readPrivateKeys(text: string, place: string): Promise<PrivateKey[]> {
  const blocks = keyBlocks(text, 'private', place);
  try {
    return (await Promise.all(blocks.map((armoredKeys) => readBlock({ armoredKeys })))).flat();
  } catch {
    // The library's own words may quote the text.
    const message = `${place} cannot be read: it is damaged, or of a version that is not supported. Export it again.`;
    throw new IntegratorError('key-invalid', message);
  }
}

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import { keyTexts } from './key-texts.js';
import type { ExportToDo } from './read-run.js';
import type { Say } from './run-step.js';
import { IntegratorError } from '../model/errors.js';
import { outgoingFormat } from '../model/outgoing-format.js';
import { zipContent } from '../records/outgoing/zip-content.js';
import { encryptPgp, type EncryptionKeyTexts } from '../records/pgp/encrypt-pgp.js';

/** The content of a file as its name says it is: `employees.csv.zip.pgp` is zipped, then encrypted. */
export async function* packContent(
  { dependencies, todo, say, signal }: { dependencies: Dependencies; todo: ExportToDo; say: Say; signal: AbortSignal },
  name: string,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { zipped, encrypted, entryName, decryptedName } = outgoingFormat(name);
  const plain = zipped ? zipContent(entryName, content, signal) : content;
  if (!encrypted) {
    yield* plain;
    return;
  }
  const keys = keysFor(dependencies, todo, name);
  const { encryptedFor, signedBy } = yield* encryptPgp(plain, keys, decryptedName, signal);
  const signed = signedBy === undefined ? 'not signed' : `signed by ${signedBy}`;
  say(`Encrypted ${name} for ${encryptedFor.join(', ')}, ${signed}`);
}

/** @throws IntegratorError `key-invalid`, `secret-not-found`. */
function keysFor(dependencies: Dependencies, { definition, site }: ExportToDo, name: string): EncryptionKeyTexts {
  const { pgp } = definition;
  const connection = connectionOf(site, pgp?.connection);
  if (pgp === undefined || connection?.kind !== 'pgp-key' || connection.publicKeys.length === 0) {
    const message = `${name} is to be encrypted, and the integration has no keys for it: add a pgp-key connection with publicKeys to site ${site.site} and name it in pgp.connection.`;
    throw new IntegratorError('key-invalid', message);
  }
  // Only what is needed is resolved: the first private key, where it signs.
  const privateKeys = pgp.sign ? connection.privateKeys.slice(0, 1) : [];
  const texts = keyTexts(dependencies, { ...connection, privateKeys }, []);
  const [signWith] = texts.privateKeys;
  if (pgp.sign && signWith === undefined) {
    const message = `${name} is to be signed (pgp.sign), and ${pgp.connection} has no privateKeys: add one, or do not sign.`;
    throw new IntegratorError('key-invalid', message);
  }
  return { recipients: texts.publicKeys, signWith };
}

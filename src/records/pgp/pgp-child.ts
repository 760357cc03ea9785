// Entry of the process that works with the OpenPGP library. It is one of its own for reasons measured with openpgp 6.3:
// - On some damaged files the library waits for ever. Here, nothing is left to do then, and that can be told.
// - It decrypts OCB at 3 MB/s, and a whole chunk (GnuPG: 4 MB) at once: no heartbeat could be sent for seconds.
// - To unlock a key of GnuPG's it takes 64 MB a subkey.
// - A process can be ended at any moment.
// It costs about 0.1 s. A file comes by stdin, what is made of it goes by stdout, the order and the outcome are messages.
import { once } from 'node:events';

import { IntegratorError } from '../../model/errors.js';
import { encryptMessage } from './encrypt-message.js';
import { explainFailure } from './explain-failure.js';
import { openMessage } from './open-message.js';
import type { PgpConclusion, PgpOrder, PgpReports } from './pgp-order.js';
import { pgpRefusal } from './pgp-refusal.js';
import { readEncryptionKeys } from './read-encryption-keys.js';
import { readPgpKeys, type PgpKeyTexts } from './read-pgp-keys.js';

/**
 * More memory than any file needs, in bytes. Measured: 0.13 GB for content of any size, 0.07 GB more for each locked
 * subkey. But the library holds other parts of a message as a whole, and a small file can inflate to a huge one of them.
 */
const MOST_MEMORY = 768 * 2 ** 20;
const TOO_MUCH_MEMORY =
  'The file takes more memory than a file needs: it has huge parts that are not its content. Have it encrypted anew.';

// If the process that waits for this ends or leaves, so does this.
process.on('disconnect', () => process.exit());
process.stdout.on('error', () => process.exit());

const [order] = (await once(process, 'message')) as [PgpOrder];
// From now on, only work keeps the process alive.
process.channel?.unref();
if (order.kind === 'decrypt') mistrustFile();
conclude(await carryOut(order).then((report) => ({ report }), refusalOf));

async function carryOut(order: PgpOrder): Promise<PgpReports[PgpOrder['kind']]> {
  const file = process.stdin as AsyncIterable<Buffer>;
  switch (order.kind) {
    case 'check':
      await checkKeys(order.keys);
      return undefined;
    case 'decrypt':
      return writeAll(openMessage(file, await readPgpKeys(order.keys), order.maxPlainBytes));
    case 'encrypt':
      return writeAll(encryptMessage(file, await readEncryptionKeys(order.keys), order.fileName));
  }
}

/** Without a private key, the public ones are those of recipients. */
async function checkKeys(keys: PgpKeyTexts): Promise<void> {
  const { privateKeys, publicKeys: recipients } = keys;
  if (privateKeys.length === 0 && recipients.length > 0) await readEncryptionKeys({ recipients });
  else await readPgpKeys(keys);
}

/** Ends this process with a refusal where a file that somebody sent would never let it end, or fill the memory. */
function mistrustFile(): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > MOST_MEMORY) conclude(refusalOf(pgpRefusal(TOO_MUCH_MEMORY)));
  }, 100).unref();
  // Nothing is left to do and nothing is concluded: the library waits for what never comes.
  process.once('beforeExit', () => conclude(refusalOf(explainFailure(new Error('The message never ends')))));
}

async function writeAll<Report>(content: AsyncGenerator<Uint8Array, Report>): Promise<Report> {
  for (;;) {
    const next = await content.next();
    if (next.done === true) return next.value;
    await write(next.value);
  }
}

/** Resolves when the pipe has it: what has not come so far is lost when the process ends. */
function write(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => process.stdout.write(bytes, () => resolve()));
}

function refusalOf(error: unknown): PgpConclusion {
  if (!(error instanceof IntegratorError)) throw error;
  const { code, message, details } = error;
  return { refusal: { code, message, details } };
}

function conclude(conclusion: PgpConclusion): void {
  process.send?.(conclusion, undefined, undefined, () => process.exit());
}

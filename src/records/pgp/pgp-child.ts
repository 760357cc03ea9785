// Entry of the process that works with the OpenPGP library. It is one of its own for reasons measured with openpgp 6.3:
// - On some damaged files the library waits for ever. Here, nothing is left to do then, and that can be told.
// - It decrypts OCB at 3 MB/s, and a whole chunk (GnuPG: 4 MB) at once: no heartbeat could be sent for seconds.
// - To unlock a key of GnuPG's it takes 64 MB a subkey.
// - A process can be ended at any moment.
// It costs about 0.1 s. The file comes by stdin, its content goes by stdout, the order and the outcome are messages.
import { once } from 'node:events';

import { IntegratorError } from '../../model/errors.js';
import { explainFailure } from './explain-failure.js';
import { openMessage } from './open-message.js';
import { pgpRefusal } from './pgp-refusal.js';
import type { PgpReport } from './pgp-report.js';
import { readPgpKeys, type PgpKeys, type PgpKeyTexts } from './read-pgp-keys.js';

/** What the process is to do: read the keys and, with `maxPlainBytes`, decrypt a file of no more content than that. */
export interface Order {
  keys: PgpKeyTexts;
  maxPlainBytes?: number;
}

/** What it says, once; all content has been written before. A file gives a report. */
export type Conclusion = { report?: PgpReport } | { refusal: Pick<IntegratorError, 'code' | 'message' | 'details'> };

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
setInterval(() => {
  if (process.memoryUsage.rss() > MOST_MEMORY) conclude(refusalOf(pgpRefusal(TOO_MUCH_MEMORY)));
}, 100).unref();
// Nothing is left to do and nothing is concluded: the library waits for what never comes.
process.once('beforeExit', () => conclude(refusalOf(explainFailure(new Error('The message never ends')))));

const [order] = (await once(process, 'message')) as [Order];
// From now on, only work keeps the process alive.
process.channel?.unref();
conclude(await carryOut(order).catch(refusalOf));

async function carryOut({ keys: texts, maxPlainBytes }: Order): Promise<Conclusion> {
  const keys = await readPgpKeys(texts);
  return maxPlainBytes === undefined ? {} : { report: await decryptAll(keys, maxPlainBytes) };
}

async function decryptAll(keys: PgpKeys, maxPlainBytes: number): Promise<PgpReport> {
  const content = openMessage(process.stdin as AsyncIterable<Buffer>, keys, maxPlainBytes);
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

function refusalOf(error: unknown): Conclusion {
  if (!(error instanceof IntegratorError)) throw error;
  const { code, message, details } = error;
  return { refusal: { code, message, details } };
}

function conclude(conclusion: Conclusion): void {
  process.send?.(conclusion, undefined, undefined, () => process.exit());
}

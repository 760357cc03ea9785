import { addAbortSignal, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { PgpOrder, PgpReports } from './pgp-order.js';
import { startPgpProcess } from './pgp-process.js';

/**
 * Gives a file to a process, and yields what it makes of it. That is whole only when it has **ended without throwing**.
 * Leaving early, or `signal`, ends all that was started; the source is closed when the piece it is giving has come.
 *
 * @param source the file; an error of its own is passed on as it is
 * @param signal its reason is thrown when it aborts
 * @throws IntegratorError as the process refuses
 */
export async function* throughPgpProcess<Kind extends 'decrypt' | 'encrypt'>(
  source: AsyncIterable<Buffer>,
  order: PgpOrder & { kind: Kind },
  signal: AbortSignal,
): AsyncGenerator<Buffer, PgpReports[Kind]> {
  const working = await startPgpProcess<Kind>(order, signal);
  const feeding = new Feeding(source, working.stdin);
  try {
    let bytes = 0;
    for await (const part of addAbortSignal(signal, working.stdout) as AsyncIterable<Buffer>) {
      bytes += part.length;
      yield part;
    }
    if (feeding.failure !== undefined) throw feeding.failure.error;
    const report = await working.report();
    if (report.bytes !== bytes) throw new Error(`Of ${report.bytes} bytes, ${bytes} came.`);
    return report;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    working.end();
  }
}

/** Gives a source to a process as fast as it takes it, until either ends. */
class Feeding {
  /** An error of the source itself. */
  failure: { error: unknown } | undefined;

  constructor(source: AsyncIterable<Buffer>, stdin: Writable) {
    // When the process takes no more, it says why itself.
    pipeline(this.#watch(source), stdin).catch(() => undefined);
  }

  async *#watch(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* source;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

import { Readable } from 'node:stream';

import type pg from 'pg';

/** Large enough for few turns of whoever reads; strings of more than this cost more than they save. */
const BLOCK_BYTES = 64 * 1024;
/** How many blocks may wait to be read before the server has to. */
const BLOCKS_AHEAD = 4;

/**
 * What one `COPY … TO STDOUT` gives, in blocks of many rows (64 kB; the last one has less), which do not end where a row
 * does. It ends only where the server has said that all has come.
 *
 * A stream of pg-copy-streams hands on whatever a socket gives: some kilobytes at a time, each a turn of everything
 * behind it.
 */
export class CopyBlocks extends Readable implements pg.Submittable {
  private connection: pg.Connection | undefined;
  private block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  private filled = 0;

  constructor(
    private readonly statement: string,
    signal: AbortSignal,
  ) {
    super({ objectMode: true, highWaterMark: BLOCKS_AHEAD, signal });
  }

  submit(connection: pg.Connection): void {
    this.connection = connection;
    connection.query(this.statement);
  }

  /** One row, in a buffer that is used again for the next ones. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    for (let from = 0; from < chunk.length;) {
      const copied = chunk.copy(this.block, this.filled, from);
      from += copied;
      this.filled += copied;
      if (this.filled === BLOCK_BYTES) this.handOn();
    }
  }

  handleCommandComplete(): void {
    if (this.filled > 0) this.push(this.block.subarray(0, this.filled));
  }

  handleReadyForQuery(): void {
    // The next statement has its answer to hear, even if what came last has not been read yet.
    this.connection?.stream.resume();
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  private handOn(): void {
    const isEnough = !this.push(this.block);
    this.block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.filled = 0;
    if (isEnough) this.connection?.stream.pause();
  }
}

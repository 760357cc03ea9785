import type pg from 'pg';

/** What pg's connection can do while a COPY is under way; its types do not say so. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * One `COPY … FROM STDIN` of a text that is there as a whole. A COPY the server refuses leaves the connection ready for
 * the next statement; a stream of pg-copy-streams that is refused while it still writes breaks the process.
 */
export class CopyText implements pg.Submittable {
  /** How many rows the server took. */
  readonly rowCount: Promise<number>;
  private resolve!: (rows: number) => void;
  private reject!: (error: Error) => void;
  private rows = 0;

  constructor(
    private readonly statement: string,
    private readonly text: readonly Buffer[],
  ) {
    this.rowCount = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const part of this.text) connection.sendCopyFromChunk(part);
    connection.endCopyFrom();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(text.split(' ')[1]);
  }

  handleReadyForQuery(): void {
    this.resolve(this.rows);
  }

  handleError(error: Error): void {
    this.reject(error);
  }
}

import { IntegratorError } from '../../model/errors.js';
import { lineBlocks } from './line-blocks.js';
import type { SentRecord } from './sent-state.js';

/** A record as a source gives it (connections/postgres/source-query.ts). */
export interface SourceRow extends SentRecord {
  /** Key and hash as the line of a state has them. */
  sentLine: string;
  /** Its content, in PostgreSQL's text format. */
  content: string;
}

/** PostgreSQL's text for no value (COPY). */
const NULL = '\\N';

/**
 * The records of a source, some thousand at a time.
 *
 * @throws IntegratorError `source-invalid` for a record without a key.
 */
export async function* sourceRows(copied: AsyncIterable<Buffer>): AsyncGenerator<SourceRow[]> {
  for await (const lines of lineBlocks(copied)) yield lines.map(readRow);
}

function readRow(line: string): SourceRow {
  const keyEnd = line.indexOf('\t');
  const hashEnd = line.indexOf('\t', keyEnd + 1);
  const key = line.slice(0, keyEnd);
  if (key === NULL) {
    const message =
      'A record of the source has no value in a field of primaryKey, which must name every record: leave it out of the query, or correct primaryKey.';
    throw new IntegratorError('source-invalid', message);
  }
  return {
    key,
    hash: line.slice(keyEnd + 1, hashEnd),
    sentLine: line.slice(0, hashEnd),
    content: line.slice(hashEnd + 1),
  };
}

import type { RunCounts, SendKind } from '../../model/run.js';
import { ChangeDetector } from './change-detector.js';
import { lineBlocks } from './line-blocks.js';
import { readSentLine, sentLine } from './sent-state.js';

/** What has arrived of a send. */
export interface Arrived {
  /** How many of the records that were sent; refused ones are among them. */
  records: number;
  /** How many of the keys that are gone. */
  deletes: number;
  /** The numbers of the records that were refused, in order. */
  refused: readonly number[];
  /** Whether the target is told which records are gone. Where it is not, they are forgotten. */
  tellsDeletes: boolean;
}

/**
 * Makes the state of a task after a send of which only a part has arrived: what was refused, or did not arrive, is as it
 * was before, so that it is sent again.
 *
 * @param base what was acknowledged before the send; undefined where nothing was.
 * @param candidate what would be if all had arrived.
 * @param write takes lines of the new state.
 * @returns what has arrived.
 */
export async function acknowledgePart(
  {
    base,
    candidate,
    send,
  }: { base: AsyncIterable<Buffer> | undefined; candidate: AsyncIterable<Buffer>; send: SendKind },
  { records, deletes, refused, tellsDeletes }: Arrived,
  write: (lines: readonly string[]) => Promise<void>,
): Promise<RunCounts> {
  const counts = { read: 0, applied: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0, rejected: 0, excluded: 0 };
  let [sent, gone, nextRefused] = [0, 0, 0];
  let lines: string[] = [];
  const detector = new ChangeDetector(base, send, (record) => {
    const isTold = tellsDeletes && ++gone <= deletes;
    if (isTold) counts.deleted++;
    else if (tellsDeletes) lines.push(sentLine(record));
  });
  for await (const block of lineBlocks(candidate)) {
    const rows = block.map(readSentLine);
    await detector.compare(rows, (record, { kind, isSent, before }) => {
      if (!isSent) {
        counts.unchanged++;
        lines.push(sentLine(record));
        return;
      }
      sent++;
      const isRefused = refused[nextRefused] === sent;
      if (isRefused) nextRefused++;
      if (sent <= records && isRefused) counts.rejected++;
      if (sent <= records && !isRefused) {
        counts[kind === 'inserted' ? 'inserted' : 'updated']++;
        lines.push(sentLine(record));
      } else if (before !== undefined) {
        lines.push(sentLine({ key: record.key, hash: before }));
      }
    });
    await write(lines);
    lines = [];
  }
  await detector.finish();
  await write(lines);
  counts.applied = counts.inserted + counts.updated;
  counts.read = counts.applied + counts.unchanged + counts.rejected;
  return counts;
}

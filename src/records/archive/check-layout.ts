import { shownValue } from '../shown-value.js';
import type { ArchiveEntry } from './archive-entry.js';
import { archiveInvalid } from './archive-invalid.js';
import type { Directory } from './find-directory.js';

/**
 * Checks that the entries, as they lie in the file, and the directory follow each other without a gap. yauzl accepts
 * entries that share their data, by which a few kilobytes unpack to gigabytes, and bytes between entries, in which
 * other programs may see files that the directory does not name.
 *
 * @throws IntegratorError `archive-invalid`
 */
export function checkLayout(entries: readonly ArchiveEntry[], directory: Directory): void {
  let end = 0;
  for (const entry of entries.toSorted((left, right) => left.start - right.start)) {
    checkNext(end, entry.start, shownValue(entry.name));
    end = entry.end;
  }
  checkNext(end, directory.start, 'its directory');
}

function checkNext(end: number, start: number, what: string): void {
  if (start === end) return;
  throw archiveInvalid(
    start < end
      ? `The zip file is not to be trusted: ${what} overlaps the entry before it. Make it again.`
      : `The zip file has ${start - end} bytes before ${what} that belong to no entry. Make it again.`,
  );
}

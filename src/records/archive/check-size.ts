import { formatBytes } from '../../model/format-bytes.js';
import { IntegratorError } from '../../model/errors.js';
import { shownValue } from '../shown-value.js';
import type { ArchiveEntry } from './archive-entry.js';
import type { ArchiveLimits } from './archive-limits.js';

/** A file of zeros, or of one record many times, may be packed very small; while it is small unpacked, too, so be it. */
const RATIO_MATTERS_BYTES = 1024 ** 2;

/**
 * Checks the declared size of an entry, to which `entryContent` holds it.
 *
 * @throws IntegratorError `file-too-large`
 */
export function checkSize({ name, bytes, packedBytes }: ArchiveEntry, limits: ArchiveLimits): void {
  const { maxUnpackedBytes, maxRatio } = limits;
  if (bytes > maxUnpackedBytes) {
    throw new IntegratorError(
      'file-too-large',
      `In the zip file, ${shownValue(name)} is ${formatBytes(bytes)} unpacked; at most ${formatBytes(maxUnpackedBytes)} are taken. ` +
        'Split it, or raise limits.maxUnpackedBytes of the integration.',
      { bytes, maxUnpackedBytes },
    );
  }
  if (bytes > RATIO_MATTERS_BYTES && bytes > packedBytes * maxRatio) {
    throw new IntegratorError(
      'file-too-large',
      `In the zip file, ${shownValue(name)} would unpack from ${formatBytes(packedBytes)} to ${formatBytes(bytes)}; ` +
        `at most ${maxRatio} times the packed size is taken, since records do not pack better. Send the CSV file as it is.`,
      { bytes, packedBytes, maxRatio },
    );
  }
}

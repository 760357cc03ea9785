import { formatBytes } from '../../model/format-bytes.js';
import { sizeLimit } from '../../model/size-limit.js';

/** How large files may be, in bytes: a .zip has a limit of its own. */
export interface FileLimits {
  maxBytes: number;
  maxZipBytes: number;
}

/** Why a file will be refused, before it is sent; undefined where nothing speaks against it. */
export function fileIssue({ name, size }: { name: string; size: number }, limits: FileLimits): string | undefined {
  try {
    const { name: limit, most } = sizeLimit(name, limits);
    if (size <= most) return undefined;
    const advice = limit === 'maxBytes' ? 'Compress it to a .zip, or split it' : 'Split it';
    return `${name} is larger than ${formatBytes(most)} (${formatBytes(size)}). ${advice}.`;
  } catch (error) {
    // It is of no format that is read.
    return error instanceof Error ? error.message : String(error);
  }
}

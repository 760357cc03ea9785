import type { Stats } from 'ssh2';

import type { FileStat } from '../files/file-system.js';

/**
 * What SFTP tells of a file. Its time is in whole seconds: it counts as the end of its second, so that a file is never
 * taken for older than it is. When anything but the content changed is not told.
 */
export function fileStat(stats: Stats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  const modifiedAt = stats.mtime * 1000 + 999;
  return { kind, size: stats.size, modifiedAt, changedAt: modifiedAt };
}

import type { Registry } from 'prom-client';

import type { ReadFailures } from './read-failures.js';
import { readGauge } from './read-gauge.js';
import type { FileStore } from '../../store/file-store.js';

/** The room there is for files, as this process sees it. */
export function createFileMetrics(registry: Registry, failures: ReadFailures, files: FileStore): void {
  readGauge(registry, failures, {
    name: 'integrator_files_free_bytes',
    help: 'Bytes that are free where the file store is.',
    source: 'files',
    read: async () => [{ value: await files.volume.freeBytes() }],
  });
}

import { collectDefaultMetrics, Registry } from 'prom-client';

import { createFileMetrics } from './file-metrics.js';
import { createPoolMetrics } from './pool-metrics.js';
import { createReadFailures, type ReadFailures } from './read-failures.js';
import { RunMetrics } from './run-metrics.js';
import type { Database } from '../../store/database.js';
import type { FileStore } from '../../store/file-store.js';

/** What a process measures. */
export interface Metrics {
  registry: Registry;
  failures: ReadFailures;
  /** Measures the runs that end in this process. */
  runs: RunMetrics;
}

/** The metrics every process of the service has, a worker as an API. An API adds those of its own. */
export function createMetrics({ database, files }: { database: Database; files: FileStore }): Metrics {
  const registry = new Registry();
  const failures = createReadFailures(registry);
  createPoolMetrics(registry, failures, database);
  createFileMetrics(registry, failures, files);
  return { registry, failures, runs: new RunMetrics(registry) };
}

/** Adds what Node.js and the system tell of this process: CPU, memory, event loop. */
export function measureProcess({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry });
}

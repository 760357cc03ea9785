import type { Registry } from 'prom-client';

import type { ReadFailures } from './read-failures.js';
import { readGauge } from './read-gauge.js';
import type { Database } from '../../store/database.js';

/** The connections of this process to the control database, and those in it who wait for one. */
export function createPoolMetrics(registry: Registry, failures: ReadFailures, database: Database): void {
  readGauge(registry, failures, {
    name: 'integrator_database_connections',
    help: 'Connections of this process to the control database: in use, idle; and how many wait for one.',
    labelNames: ['state'],
    source: 'pool',
    read: () => [
      { labels: { state: 'in-use' }, value: database.totalCount - database.idleCount },
      { labels: { state: 'idle' }, value: database.idleCount },
      { labels: { state: 'waiting' }, value: database.waitingCount },
    ],
  });
}

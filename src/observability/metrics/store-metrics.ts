import type { Metrics } from './create-metrics.js';
import { keepFor } from './keep-for.js';
import { readGauge } from './read-gauge.js';
import type { Database } from '../../store/database.js';
import { readOpenWork } from '../../store/open-work.js';

/** How long what was read is told, in milliseconds: all gauges of a scrape, and scrapes of several, share one query. */
const KEPT = 2000;

/** Gauges of what is open in all sites, read from the control database. */
export function createStoreMetrics({ registry, failures }: Metrics, database: Database): void {
  const openWork = keepFor(KEPT, () => readOpenWork(database));
  const source = 'store';
  readGauge(registry, failures, {
    name: 'integrator_open_runs',
    help: 'Runs In-Progress.',
    labelNames: ['site'],
    source,
    read: async () => (await openWork()).sites.map(({ site, openRuns }) => ({ labels: { site }, value: openRuns })),
  });
  readGauge(registry, failures, {
    name: 'integrator_site_running',
    help: "1 where the site's Integrator is Running, 0 where it is Stopped, Starting or Stopping.",
    labelNames: ['site'],
    source,
    read: async () =>
      (await openWork()).sites.map(({ site, integrator }) => ({
        labels: { site },
        value: integrator === 'Running' ? 1 : 0,
      })),
  });
  readGauge(registry, failures, {
    name: 'integrator_oldest_open_run_seconds',
    help: 'How long the run has been open that was opened first; 0 where none is.',
    source,
    read: async () => [{ value: (await openWork()).oldestOpenRun }],
  });
  readGauge(registry, failures, {
    name: 'integrator_held_requests',
    help: 'Requests for runs that are held, as their site is not Running.',
    source,
    read: async () => [{ value: (await openWork()).heldRequests }],
  });
  readGauge(registry, failures, {
    name: 'integrator_waiting_fires',
    help: 'Fires of schedules that wait for an earlier run of their schedule to end.',
    source,
    read: async () => [{ value: (await openWork()).waitingFires }],
  });
}

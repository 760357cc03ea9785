import { Counter, type Registry } from 'prom-client';

/** Counts the readings that failed, by where they were read. */
export type ReadFailures = Counter<'source'>;

/** Tells why a gauge is absent. */
export function createReadFailures(registry: Registry): ReadFailures {
  return new Counter({
    name: 'integrator_metric_read_failures_total',
    help: 'Gauges that could not be read when they were asked for, by where they are read.',
    labelNames: ['source'],
    registers: [registry],
  });
}

import { Gauge, type Registry } from 'prom-client';

import type { ReadFailures } from './read-failures.js';

/** A value, with a label for each name. */
export interface Reading<Label extends string> {
  labels?: Record<Label, string>;
  value: number;
}

export interface ReadGaugeOptions<Label extends string> {
  name: string;
  help: string;
  labelNames?: readonly Label[];
  /** Where it is read, for the count of readings that failed. */
  source: string;
  /** What it is now. */
  read: () => Promise<readonly Reading<Label>[]> | readonly Reading<Label>[];
}

/**
 * A gauge that is read when it is asked for. One that cannot be read is absent and counted as a failure, and the others
 * are told nevertheless: they are needed most when something is down.
 */
export function readGauge<Label extends string = never>(
  registry: Registry,
  failures: ReadFailures,
  { name, help, labelNames = [], source, read }: ReadGaugeOptions<Label>,
): void {
  const gauge = new Gauge<Label>({
    name,
    help,
    labelNames,
    registers: [registry],
    collect: async () => {
      try {
        show(gauge, await read());
      } catch {
        show(gauge, []);
        failures.inc({ source });
      }
    },
  });

  function show(shown: Gauge<Label>, readings: readonly Reading<Label>[]): void {
    shown.reset();
    // Without labels there is one value, which is 0 after a reset.
    if (labelNames.length === 0) shown.remove();
    for (const { labels, value } of readings) {
      if (labels === undefined) shown.set(value);
      else shown.set(labels, value);
    }
  }
}

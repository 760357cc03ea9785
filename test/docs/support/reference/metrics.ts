import type { Registry } from 'prom-client';

import { table } from './table.js';

/** What prom-client keeps of a metric and does not declare. */
interface Kept {
  name: string;
  type: string;
  help: string;
  labelNames?: readonly string[];
  constructor: { name: string };
}

/** docs/reference/metrics.md: every metric of a registry. */
export function describeMetrics(registry: Registry): string {
  const kept = registry.getMetricsAsArray() as unknown as Kept[];
  const rows = kept
    .map(({ name, help, labelNames = [], constructor }) => [
      `\`${name}\``,
      constructor.name.toLowerCase(),
      labelNames.join(', '),
      help,
    ])
    .sort(([one = ''], [other = '']) => one.localeCompare(other));
  return [
    '# Metrics: every name',
    'What `GET /metrics` tells, in the format of Prometheus, beside the `process_*` and `nodejs_*` of each process. [observability.md](../observability.md) says which process tells what, and what to be woken up by.',
    table(['name', 'type', 'labels', 'help'], rows),
  ].join('\n\n');
}

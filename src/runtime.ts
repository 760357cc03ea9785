import { Runtime } from '@temporalio/worker';

import type { Log } from './observability/log/create-log.js';
import { temporalLogger } from './observability/log/temporal-logger.js';

export interface RuntimeOptions {
  log: Log;
  /** `host:port` where Temporal's own metrics are served; nowhere where absent. */
  metricsAddress?: string | undefined;
}

/** Sets up Temporal's native side, once a process: it speaks through our log, and leaves signals to the entry. */
export function installRuntime({ log, metricsAddress }: RuntimeOptions): void {
  const prometheus = { bindAddress: metricsAddress ?? '', useSecondsForDurations: true, countersTotalSuffix: true };
  Runtime.install({
    logger: temporalLogger(log),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress === undefined ? {} : { metrics: { prometheus } }),
    },
  });
}

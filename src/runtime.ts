import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';

/** A run that failed is no failure of the worker: its row, its site's log and the Web UI tell of it. */
const TOLD_ELSEWHERE = 'Workflow failed';

/** Sets up Temporal's native side, once a process: it says only what matters, and leaves signals to the entry. */
export function installRuntime(): void {
  const logger = new DefaultLogger('WARN', (entry) => {
    if (entry.message !== TOLD_ELSEWHERE) console.error(format(entry));
  });
  Runtime.install({ logger, shutdownSignals: [] });
}

/** One line: when, how bad, what, and of which workflow. */
function format({ level, message, timestampNanos, meta }: LogEntry): string {
  const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, activityType, error } = (meta ?? {}) as Record<string, unknown>;
  const about = [workflowId, activityType, error instanceof Error ? error.message : error].filter(Boolean);
  return [at, level, [message, ...about].join(': ')].join(' ');
}

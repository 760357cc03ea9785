import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Sets up Temporal's native side, once a process: it says only what matters, and leaves signals to the entry. */
export function installRuntime(): void {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
}

import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';

/** How long a process may take to obey each signal, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Ends a process that is not our child: sends each of `signals` in turn, waiting up to 10 s after each for it to end.
 * Nothing is sent to another process that got the same number. Throws EmbeddedError if it may not be ended or will not.
 */
export async function endProcess(identity: ProcessIdentity, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const signal of signals) {
    if (!isRunning(identity)) return;
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if (!isRunning(identity)) return;
      throw new EmbeddedError(
        `Process ${identity.pid}, left over from an earlier start, cannot be ended (${String(error)}). ` +
          `End it as the user who started it: kill ${identity.pid}`,
      );
    }
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      if (!isRunning(identity)) return;
      await delay(20);
    }
  }
  throw new EmbeddedError(
    `Process ${identity.pid}, left over from an earlier start, does not end, not even by ${signals.at(-1) ?? 'a signal'}.`,
  );
}

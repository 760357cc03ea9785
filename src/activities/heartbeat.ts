import { cancellationSignal, heartbeat } from '@temporalio/activity';

/** Well under the heartbeat timeout of 5 s, in milliseconds. */
export const HEARTBEAT_EVERY = 1000;

/**
 * Does `work` with a heartbeat every second, which is also how a halt is heard. A work that takes long listens to
 * `cancellationSignal()` and ends what it waits for.
 *
 * @throws CancelledFailure when the activity was cancelled, whatever the work threw because of it.
 */
export async function withHeartbeat<Result>(progress: unknown, work: () => Promise<Result>): Promise<Result> {
  const signal = cancellationSignal();
  const beat = setInterval(() => heartbeat(progress), HEARTBEAT_EVERY);
  try {
    return await work();
  } catch (error) {
    // What broke because it was cut off says nothing; that it was cancelled does.
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearInterval(beat);
  }
}

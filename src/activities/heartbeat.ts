import { cancellationSignal, heartbeat } from '@temporalio/activity';

/** Well under the heartbeat timeout of 5 s, in milliseconds. */
const EVERY = 1000;

/**
 * Does `work` with a heartbeat every second, which is also how a halt is heard. When the activity is cancelled,
 * `cutOff` is called at once to end what the work waits for.
 *
 * @throws CancelledFailure when the activity was cancelled, whatever the work threw because of it.
 */
export async function withHeartbeat<Result>(
  progress: () => unknown,
  cutOff: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  const signal = cancellationSignal();
  const beat = setInterval(() => heartbeat(progress()), EVERY);
  const onAbort = () => void cutOff().catch(() => undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } catch (error) {
    // What broke because it was cut off says nothing; that it was cancelled does.
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearInterval(beat);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Does `work` when it is asked for, one at a time. Asked for while it is being done, it is done once more afterwards:
 * a busy site is seen to change, and is not asked anew with each event, for answers that nobody waits for.
 *
 * @param over says when it is done no more.
 * @param work may not throw.
 * @returns asks for it.
 */
export function oneAtATime(over: AbortSignal, work: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  const go = async (): Promise<void> => {
    isBusy = true;
    while (isWanted && !over.aborted) {
      isWanted = false;
      await work();
    }
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void go();
  };
}

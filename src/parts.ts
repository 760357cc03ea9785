/** The parts of this process: started one after the other, stopped in the opposite order. */
export class Parts {
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly stopping = new AbortController();

  /**
   * Starts a part. Where everything is stopped before this one is up, it is waited for and stopped too: a server that
   * is just being started would otherwise be left behind.
   *
   * @param start is given a signal that aborts when everything stops, to cut a long start short.
   * @throws what `start` throws, and AbortError where everything stops already.
   */
  async start<Part>(
    start: (signal: AbortSignal) => Promise<Part> | Part,
    stop: (part: Part) => Promise<void> | void,
  ): Promise<Part> {
    const { signal } = this.stopping;
    signal.throwIfAborted();
    const starting = Promise.resolve(start(signal));
    this.stops.push(async () => {
      const started = await starting.then(
        (part) => ({ part }),
        () => undefined,
      );
      if (started !== undefined) await stop(started.part);
    });
    return starting;
  }

  /** Stops them all. `onError` is told of one that failed to stop; the others are stopped nevertheless. */
  async stop(onError: (error: unknown) => void): Promise<void> {
    this.stopping.abort();
    for (const stop of this.stops.toReversed()) await stop().catch(onError);
  }
}

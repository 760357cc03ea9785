import { EventEmitter, once } from 'node:events';

import type { Listening } from './listening.js';

/** Lets callers wait for a run without asking again and again: the control database tells when one is opened or closed. */
export class RunEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  constructor(private readonly listening: Listening) {
    listening.on('integrator_run', (run) => this.emitter.emit(run));
    listening.on('connected', () => this.emitter.emit('reconnected'));
  }

  /**
   * Looks with `find` now and whenever the run changes, until it gives something or `timeout` milliseconds are over.
   */
  async waitFor<Found>(
    run: string,
    timeout: number,
    find: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const deadline = AbortSignal.timeout(timeout);
    for (;;) {
      // Listen before looking: what changes in between must not be missed.
      const change = this.nextChange(run, deadline);
      const found = await find();
      if (found !== undefined || deadline.aborted || this.listening.closed.aborted) return found;
      await change;
    }
  }

  private async nextChange(run: string, deadline: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([deadline, this.listening.closed]);
    const settled = new AbortController();
    const options = { signal: AbortSignal.any([signal, settled.signal]) };
    await Promise.race([once(this.emitter, run, options), once(this.emitter, 'reconnected', options)]).catch(
      () => undefined,
    );
    settled.abort();
  }
}

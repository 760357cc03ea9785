import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { Database } from './database.js';

/** How long to wait before listening again after the connection broke, in milliseconds. */
const RECONNECT_AFTER = 1000;

/**
 * Hears of every run that is opened or closed, by PostgreSQL's NOTIFY on one connection, and lets callers wait for a
 * run without asking again and again.
 */
export class RunEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();
  private readonly listening: Promise<void>;

  constructor(private readonly database: Database) {
    this.listening = this.listen();
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
      if (found !== undefined || deadline.aborted || this.closing.signal.aborted) return found;
      await change;
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.listening;
  }

  private async nextChange(run: string, deadline: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([deadline, this.closing.signal]);
    const settled = new AbortController();
    const options = { signal: AbortSignal.any([signal, settled.signal]) };
    await Promise.race([once(this.emitter, run, options), once(this.emitter, 'reconnected', options)]).catch(
      () => undefined,
    );
    settled.abort();
  }

  private async listen(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.listenOnce().catch(() => undefined);
      await delay(RECONNECT_AFTER, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private async listenOnce(): Promise<void> {
    const client = await this.database.connect();
    const broken = new AbortController();
    client.on('error', () => broken.abort());
    client.on('notification', ({ payload }) => this.emitter.emit(payload ?? ''));
    try {
      await client.query('listen integrator_run');
      this.emitter.emit('reconnected');
      const over = AbortSignal.any([broken.signal, this.closing.signal]);
      if (!over.aborted) await once(over, 'abort');
    } finally {
      client.release(true);
    }
  }
}

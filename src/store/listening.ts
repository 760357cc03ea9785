import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type pg from 'pg';

import type { Database } from './database.js';

/** How long to wait before listening again after the connection broke, in milliseconds. */
const RECONNECT_AFTER = 1000;

/**
 * How often it is asked whether the connection is still heard, and how long the answer may take, in milliseconds: one
 * that only listens would never notice that its link has fallen silent.
 */
const ASK_EVERY = 5000;
const ANSWER_WITHIN = 5000;

/** What the control database notifies of: runs that are opened or closed, and what changes on a site. */
const CHANNELS = ['integrator_run', 'integrator_site'] as const;

interface Heard {
  integrator_run: [payload: string];
  integrator_site: [payload: string];
  /** From now on all is heard; what came while there was no connection was not. */
  connected: [];
  /** Nothing is heard any more. */
  closed: [];
}

/** Hears PostgreSQL's NOTIFY, on one connection for all of a process that wait for something; made again when it breaks. */
export class Listening extends EventEmitter<Heard> {
  private readonly closing = new AbortController();
  private readonly listening: Promise<void>;

  constructor(private readonly database: Database) {
    super();
    this.setMaxListeners(0);
    this.listening = this.listen();
  }

  /** Aborted when nothing will be heard any more. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.emit('closed');
    await this.listening;
  }

  private async listen(): Promise<void> {
    while (!this.closed.aborted) {
      await this.listenOnce().catch(() => undefined);
      await delay(RECONNECT_AFTER, undefined, { signal: this.closed }).catch(() => undefined);
    }
  }

  private async listenOnce(): Promise<void> {
    const client = await this.database.connect();
    const broken = new AbortController();
    client.on('error', () => broken.abort());
    client.on('notification', ({ channel, payload = '' }) => this.hear(channel, payload));
    try {
      for (const channel of CHANNELS) await client.query(`listen ${channel}`);
      this.emit('connected');
      const over = AbortSignal.any([broken.signal, this.closed]);
      while (await isHeard(client)) await delay(ASK_EVERY, undefined, { signal: over });
    } finally {
      client.release(true);
    }
  }

  private hear(name: string, payload: string): void {
    const channel = CHANNELS.find((one) => one === name);
    if (channel !== undefined) this.emit(channel, payload);
  }
}

async function isHeard(client: pg.PoolClient): Promise<boolean> {
  const answered = client.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answered, delay(ANSWER_WITHIN, false, { ref: false })]);
}

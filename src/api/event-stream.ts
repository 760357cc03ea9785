import { finished } from 'node:stream';

import type { Response } from 'express';

import type { SiteEvent } from '../model/site-event.js';

/** An event goes at once; those that follow it go together after so many milliseconds. */
const GATHERED_FOR = 250;

/** Whoever has not read so many events is told to look everything up again: no more is kept for him. */
const MOST_WAITING = 1000;

const MISSED: SiteEvent = { event: 'missed', data: {} };

/** What is said now and then, so that whoever reads notices a link that has fallen silent, and how often, in ms. */
export const SIGN_OF_LIFE = ': here\n\n';
const SIGN_OF_LIFE_EVERY = 15_000;

/**
 * Writes events to a response as they come (server-sent events, WHATWG HTML 9.2). Of those about the same thing that wait
 * to be written the last one is, so that neither thousands a second nor a reader who is slow cost memory.
 */
export class EventStream {
  private readonly waiting = new Map<string, SiteEvent>();
  private readonly signs: NodeJS.Timeout;
  private gathering: NodeJS.Timeout | undefined;
  /** The reader has not taken what was written. */
  private isFull = false;

  constructor(private readonly response: Response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.on('drain', () => {
      this.isFull = false;
      this.flush();
    });
    // Also where the reader has gone already.
    finished(response, () => this.clear());
    this.signs = setInterval(() => this.write(SIGN_OF_LIFE), SIGN_OF_LIFE_EVERY);
    this.write(SIGN_OF_LIFE);
  }

  tell(event: SiteEvent): void {
    const about = aboutOf(event);
    // It takes its place behind the others.
    this.waiting.delete(about);
    this.waiting.set(about, event);
    if (this.waiting.size > MOST_WAITING) {
      this.waiting.clear();
      this.waiting.set(aboutOf(MISSED), MISSED);
    }
    if (this.gathering === undefined) this.flush();
  }

  end(): void {
    this.clear();
    this.response.end();
  }

  private flush(): void {
    if (this.waiting.size === 0 || this.isFull) return;
    const events = [...this.waiting.values()];
    this.waiting.clear();
    this.write(events.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join(''));
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => {
      this.gathering = undefined;
      this.flush();
    }, GATHERED_FOR);
  }

  private write(text: string): void {
    if (!this.isFull) this.isFull = !this.response.write(text);
  }

  private clear(): void {
    clearInterval(this.signs);
    clearTimeout(this.gathering);
    this.waiting.clear();
  }
}

/** What an event is about: a later one about the same stands for it as well. */
function aboutOf({ event, data }: SiteEvent): string {
  return event === 'run' || event === 'progress' ? `${event} ${data.run}` : `${event} ${JSON.stringify(data)}`;
}

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';

import { EventSourceParserStream } from 'eventsource-parser/stream';

import type { SiteEvent } from '../../../src/model/site-event.js';

/** Who watches a site: hears its events, in their order. */
export class WatchedSite {
  readonly heard: SiteEvent[] = [];
  /** Kept when the events have come to their end. */
  readonly ended: Promise<void>;
  private readonly news = new EventEmitter();
  private readonly gone = new AbortController();

  private constructor(response: Response) {
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    this.ended = this.hear(response);
  }

  /** @param url of the API, without `/api/v1`. */
  static async start(url: string, site: string): Promise<WatchedSite> {
    return new WatchedSite(await fetch(`${url}/api/v1/sites/${site}/events`));
  }

  /** Waits until `find` finds something: it looks now, and at each event. */
  async until<Found>(find: () => Found | undefined | Promise<Found | undefined>): Promise<Found> {
    for (;;) {
      const news = once(this.news, 'heard', { signal: this.gone.signal });
      const found = await find();
      if (found !== undefined) {
        news.catch(() => undefined);
        this.news.emit('heard');
        return found;
      }
      await news;
    }
  }

  /** Waits for an event that comes after those heard so far when `cause` is begun. */
  async next(event: SiteEvent['event'], cause: () => Promise<unknown>): Promise<SiteEvent> {
    const before = this.heard.length;
    await cause();
    return this.until(() => this.heard.slice(before).find((one) => one.event === event));
  }

  /** Data of the events of this name. */
  dataOf<Name extends SiteEvent['event']>(name: Name): Extract<SiteEvent, { event: Name }>['data'][] {
    return this.heard.filter(({ event }) => event === name).map(({ data }) => data as never);
  }

  private async hear({ body }: Response): Promise<void> {
    try {
      const events = body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { event, data } of events as unknown as AsyncIterable<{ event: string; data: string }>) {
        this.heard.push({ event, data: JSON.parse(data) as unknown } as SiteEvent);
        this.news.emit('heard');
      }
    } finally {
      this.gone.abort();
    }
  }
}

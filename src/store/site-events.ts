import type { Listening } from './listening.js';
import type { SiteEvent } from '../model/site-event.js';

/** Who watches a site. */
export interface SiteWatcher {
  tell(event: SiteEvent): void;
  /** Nothing will be told any more. */
  end(): void;
}

const MISSED: SiteEvent = { event: 'missed', data: {} };

/** Tells those who watch a site what changes there, as the triggers of the control database do (`tell_site`). */
export class SiteEvents {
  private readonly watchers = new Map<string, Set<SiteWatcher>>();

  constructor(private readonly listening: Listening) {
    listening.on('integrator_site', (payload) => this.pass(payload));
    listening.on('connected', () => this.all.forEach((watcher) => watcher.tell(MISSED)));
    listening.on('closed', () => this.endAll());
  }

  /** Tells the watcher what changes from now on, until what is returned is called. */
  watch(site: string, watcher: SiteWatcher): () => void {
    const ofSite = this.watchers.get(site) ?? new Set();
    if (this.listening.closed.aborted) watcher.end();
    else this.watchers.set(site, ofSite.add(watcher));
    return () => {
      ofSite.delete(watcher);
      if (ofSite.size === 0 && this.watchers.get(site) === ofSite) this.watchers.delete(site);
    };
  }

  /** As a list: a watcher may leave when it is told. */
  private get all(): SiteWatcher[] {
    return [...this.watchers.values()].flatMap((ofSite) => [...ofSite]);
  }

  private endAll(): void {
    const { all } = this;
    this.watchers.clear();
    all.forEach((watcher) => watcher.end());
  }

  /** @param payload `LIVE run {"run": …}` */
  private pass(payload: string): void {
    const [site = '', event = ''] = payload.split(' ', 2);
    const watchers = this.watchers.get(site);
    if (watchers === undefined) return;
    const data: unknown = JSON.parse(payload.slice(site.length + event.length + 2));
    for (const watcher of [...watchers]) watcher.tell({ event, data } as SiteEvent);
  }
}

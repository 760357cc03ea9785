import { useEffect, useRef } from 'preact/hooks';

import { useSiteEvent, type SiteEvents } from './site-events.js';

/** How long after an event it is looked up what has changed, in milliseconds: a burst is looked up once. */
const GATHER = 150;

/** Refreshes what is shown after events of a kind. */
export function useRefreshOn(kind: keyof SiteEvents, refresh: () => void): void {
  const timer = useRef<number>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSiteEvent(kind, () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, GATHER);
  });
}

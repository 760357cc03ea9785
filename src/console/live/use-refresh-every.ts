import { useEffect, useRef } from 'preact/hooks';

/** Refreshes what no event tells of, while the page is looked at. `every` is in milliseconds. */
export function useRefreshEvery(every: number, refresh: () => void): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, every);
    return () => clearInterval(timer);
  }, [every]);
}

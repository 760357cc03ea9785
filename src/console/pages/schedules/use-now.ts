import { useEffect, useState } from 'preact/hooks';

/** How often the time is looked at, in milliseconds: a page stays open over midnight. */
const EVERY = 60_000;

/** The time, in milliseconds since 1970, as it goes on. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, []);
  return now;
}

import { useCallback, useMemo, useState } from 'preact/hooks';

/** Before the names of what was entered and is not done yet, where the browser keeps it. */
const PREFIX = 'integrator-draft:';

/**
 * State that survives a reload, as JSON, for this tab alone. Secrets do not belong here.
 *
 * @param key names it: the page, the site, what it is of. Another key has another state.
 * @param initial what it is where nothing is kept.
 * @returns the state, what sets it, and what forgets it, as when it has been done.
 */
export function useKeptState<State>(key: string, initial: State): [State, (state: State) => void, () => void] {
  const kept = useMemo(() => (read(key) ?? initial) as State, [key]);
  const [changed, setChanged] = useState<{ key: string; state: State }>();
  const keep = useCallback(
    (state: State) => {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(state));
      setChanged({ key, state });
    },
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(PREFIX + key);
    setChanged({ key, state: initial });
  }, [key]);
  return [changed?.key === key ? changed.state : kept, keep, forget];
}

function read(key: string): unknown {
  const kept = sessionStorage.getItem(PREFIX + key);
  return kept === null ? undefined : JSON.parse(kept);
}

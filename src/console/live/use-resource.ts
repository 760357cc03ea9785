import { useCallback, useEffect, useRef, useState, type Inputs } from 'preact/hooks';

import { ApiProblem, unreachable } from '../../client/api-problem.js';
import { oneAtATime } from './one-at-a-time.js';

/** Something that is looked up, and again when it may have changed: what is known stays while the new one comes. */
export interface Resource<Data> {
  data: Data | undefined;
  /** Why it could not be looked up the last time. */
  problem: ApiProblem | undefined;
  loading: boolean;
  /** Looks it up again. */
  refresh: () => void;
}

/**
 * @param load looks it up; `signal` says when nobody waits for it any more.
 * @param inputs what it depends on: when one of them changes, what was known is forgotten.
 */
export function useResource<Data>(load: (signal: AbortSignal) => Promise<Data>, inputs: Inputs): Resource<Data> {
  const [state, setState] = useState<Omit<Resource<Data>, 'refresh'>>(NOTHING);
  const latest = useRef(load);
  latest.current = load;
  const lookUp = useRef<() => void>(undefined);

  useEffect(() => {
    const over = new AbortController();
    setState(NOTHING);
    lookUp.current = oneAtATime(over.signal, async () => {
      setState((before) => ({ ...before, loading: true }));
      try {
        const data = await latest.current(over.signal);
        if (!over.signal.aborted) setState({ data, problem: undefined, loading: false });
      } catch (error) {
        if (!over.signal.aborted) setState(({ data }) => ({ data, problem: problemOf(error), loading: false }));
      }
    });
    lookUp.current();
    return () => over.abort();
  }, inputs);
  const refresh = useCallback(() => lookUp.current?.(), []);

  return { ...state, refresh };
}

const NOTHING = { data: undefined, problem: undefined, loading: true };

/** What is told of an error: the API's own words, or that something failed here. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return unreachable(error instanceof Error ? error.message : String(error));
}

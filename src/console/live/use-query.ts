import { useLocation } from 'preact-iso';
import { useCallback } from 'preact/hooks';

import { useGo } from './use-go.js';

/** What of the query is to be another; undefined takes it out. */
type QueryChanges = Readonly<Record<string, string | undefined>>;

/** The query of the address, where pages keep what a reload is to show again. */
export interface Query {
  query: Readonly<Record<string, string>>;
  /** Shows the same page, unless it was left meanwhile, with another query. `replace`: going back does not come by the present one. */
  change: (changes: QueryChanges, how?: { replace: boolean }) => void;
}

export function useQuery(): Query {
  const { path, query } = useLocation();
  const go = useGo();
  const change = useCallback<Query['change']>(
    (changes, { replace } = { replace: false }) => {
      // What the address says now: two changes may come before the page is shown anew.
      const params = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') params.delete(name);
        else params.set(name, value);
      }
      const text = params.toString();
      go(text === '' ? path : `${path}?${text}`, replace);
    },
    [path, go],
  );
  return { query, change };
}

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import type { ApiProblem } from '../../../client/api-problem.js';
import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { useSiteEvent } from '../../live/site-events.js';
import { oneAtATime } from '../../live/one-at-a-time.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { problemOf } from '../../live/use-resource.js';
import { mergeFirstPage, pageAfter, replaceRun, type RunPages } from './merge-runs.js';
import { askedRuns, listsRuns, type RunFilter } from './run-filter.js';

/** How many runs are looked up at first, and as one scrolls. */
const FIRST_PAGE = 100;
const NEXT_PAGE = 500;

/** Runs of a site, page by page as one scrolls, as they are now. */
export interface ListedRuns extends RunPages {
  problem: ApiProblem | undefined;
  loading: boolean;
  /** Looks the newest ones up again. */
  refresh: () => void;
  /** Lists the next older ones. */
  more: () => void;
}

interface Listed extends RunPages {
  problem: ApiProblem | undefined;
  loading: boolean;
}

const NOTHING: Listed = { items: [], next: undefined, problem: undefined, loading: true };

export function useRuns(site: string, filter: RunFilter, timeZone: string | undefined): ListedRuns {
  const [listed, setListed] = useState(NOTHING);
  const shown = useRef(listed);
  shown.current = listed;
  const lookUp = useRef<{ newest: () => void; older: () => void }>(undefined);

  useEffect(() => {
    const over = new AbortController();
    setListed(NOTHING);
    if (timeZone === undefined) return undefined;
    const list = async (cursor: string | undefined, merge: (before: RunPages, page: RunPages) => RunPages) => {
      setListed((before) => ({ ...before, loading: true }));
      try {
        const page = listsRuns(filter) ? await readPage(site, filter, { timeZone, cursor, signal: over.signal }) : NONE;
        if (over.signal.aborted) return;
        setListed((before) => ({ ...merge(before, page), problem: undefined, loading: false }));
      } catch (error) {
        if (over.signal.aborted) return;
        setListed((before) => ({ ...before, problem: problemOf(error), loading: false }));
      }
    };
    let reading: string | undefined;
    const listOlder = async (): Promise<void> => {
      const { next, problem } = shown.current;
      if (next === undefined || next === reading || problem !== undefined) return;
      reading = next;
      await list(next, pageAfter(next));
      reading = undefined;
    };
    // Each by itself: who scrolls while much is going on is not to wait until it is quiet.
    lookUp.current = {
      newest: oneAtATime(over.signal, () => list(undefined, mergeFirstPage)),
      older: () => void listOlder(),
    };
    lookUp.current.newest();
    return () => over.abort();
  }, [JSON.stringify([site, filter, timeZone])]);

  const refresh = useCallback(() => lookUp.current?.newest(), []);
  const more = useCallback(() => lookUp.current?.older(), []);
  useRefreshOn('run', refresh);
  useSiteEvent('run', (event) => {
    // The newest are looked up anyway.
    const at = event === undefined ? -1 : shown.current.items.findIndex(({ id }) => id === event.run);
    if (event === undefined || at < FIRST_PAGE) return;
    void readRun(event.run, filter).then(
      (run) => setListed((before) => ({ ...before, ...replaceRun(before, event.run, run) })),
      () => undefined,
    );
  });
  return { ...listed, refresh, more };
}

const NONE: RunPages = { items: [], next: undefined };

async function readPage(
  site: string,
  filter: RunFilter,
  { timeZone, cursor, signal }: { timeZone: string; cursor: string | undefined; signal: AbortSignal },
): Promise<RunPages> {
  const page = cursor === undefined ? { limit: FIRST_PAGE } : { limit: NEXT_PAGE, cursor };
  const query = { ...askedRuns(filter, timeZone), ...page };
  const { items, next } = await answerOf(
    api.GET('/api/v1/sites/{site}/runs', { params: { path: { site }, query }, signal }),
  );
  return { items, next };
}

/** A run that was listed, where it still has the status that is listed. */
async function readRun(run: string, { status }: RunFilter) {
  const now = await answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run } } }));
  return status === undefined || now.status === status ? now : undefined;
}

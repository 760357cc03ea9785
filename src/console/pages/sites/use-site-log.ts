import { useEffect, useState } from 'preact/hooks';

import type { ApiProblem } from '../../../client/api-problem.js';
import { follow } from '../../../client/follow.js';
import { problemOf } from '../../live/use-resource.js';
import { useVisible } from '../../live/use-visible.js';
import { givenKey } from '../../session.js';

/** How many lines are kept of a log that is looked at for long. */
const MOST = 2000;

export interface FollowedLog {
  /** Oldest first. */
  lines: readonly string[];
  problem: ApiProblem | undefined;
}

/** The log of a site, as it grows. After a break the API tells its newest lines anew, which then stand for all. */
export function useSiteLog(site: string): FollowedLog {
  const [log, setLog] = useState<FollowedLog>(EMPTY);
  const visible = useVisible();
  useEffect(() => setLog(EMPTY), [site]);
  useEffect(() => {
    if (!visible) return undefined;
    const over = new AbortController();
    void followLog(site, over.signal, setLog);
    return () => over.abort();
  }, [site, visible]);
  return log;
}

const EMPTY: FollowedLog = { lines: [], problem: undefined };

async function followLog(
  site: string,
  signal: AbortSignal,
  setLog: (change: (before: FollowedLog) => FollowedLog) => void,
): Promise<void> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/log`;
  let isAnew = true;
  const onOpen = (): void => void (isAnew = true);
  try {
    for await (const { data } of follow(path, { url: '', token: givenKey, signal, onOpen })) {
      const first = isAnew;
      isAnew = false;
      setLog(({ lines }) => ({ lines: first ? [data] : [...lines.slice(1 - MOST), data], problem: undefined }));
    }
  } catch (error) {
    if (!signal.aborted) setLog(({ lines }) => ({ lines, problem: problemOf(error) }));
  }
}

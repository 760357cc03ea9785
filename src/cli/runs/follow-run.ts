import { setTimeout as delay } from 'node:timers/promises';

import { ApiProblem } from '../../client/api-problem.js';
import { answerOf } from '../../client/create-client.js';
import { follow } from '../../client/follow.js';
import type { RunSummary } from '../answers.js';
import type { Session } from '../session.js';
import type { RunProgress } from './run-progress.js';

/** How often a run is looked at, in milliseconds: while the site's events do not come, and while they do. */
const LOOK_EVERY = 1000;
const LOOK_ANYWAY = 10_000;
/** How long the API may be away while a run is waited for, in milliseconds. */
const AWAY_AT_MOST = 5 * 60_000;

/**
 * Waits for the end of a run: told by the events of its site, or found by looking again and again.
 *
 * @param tell is told how far it has come.
 * @throws ApiProblem where the API stays away for five minutes.
 */
export async function followRun(
  session: Session,
  run: RunSummary,
  tell: (progress: RunProgress) => void,
): Promise<RunSummary> {
  const watch = watchRun(session, run, tell);
  try {
    for (let now = run; ; now = await look(session, now)) {
      if (now.endedAt !== undefined) return now;
      tell(progressOf(now));
      await watch.next();
    }
  } finally {
    watch.stop();
  }
}

/** How far a run has come, by its summary. */
function progressOf({ progress, steps }: RunSummary): RunProgress {
  const step = steps.at(-1)?.step;
  return progress ?? (step === undefined ? {} : { step });
}

/** Listens to the events of the run's site, as long as they come. */
function watchRun(session: Session, { id, site }: RunSummary, tell: (progress: RunProgress) => void) {
  const { url, token } = session;
  const ended = new AbortController();
  const now = { isTold: false, isNews: false };
  let wake = (): void => undefined;
  const look = () => {
    now.isNews = true;
    wake();
  };
  const listen = async (): Promise<void> => {
    const path = `/api/v1/sites/${encodeURIComponent(site)}/events`;
    const onOpen = () => {
      now.isTold = true;
      // What happened before is told to nobody.
      look();
    };
    const onBreak = () => void (now.isTold = false);
    for await (const { event, data } of follow(path, { url, token, signal: ended.signal, onOpen, onBreak })) {
      const { run, ...progress } = JSON.parse(data) as { run?: string } & RunProgress;
      if (event === 'progress' && run === id) tell(progress);
      if (event === 'missed' || (event === 'run' && run === id)) look();
    }
  };
  // An API that tells no events is looked at all the same.
  void listen().catch(() => void (now.isTold = false));
  return {
    /** Resolves when there is something to look at that was not there at the last look, or it is time to look. */
    next: async () => {
      if (!now.isNews) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, now.isTold ? LOOK_ANYWAY : LOOK_EVERY);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      now.isNews = false;
    },
    stop: () => ended.abort(),
  };
}

/** The run as it is now; an API that is away for a while is waited for. */
async function look(session: Session, { id }: RunSummary): Promise<RunSummary> {
  const giveUpAt = Date.now() + AWAY_AT_MOST;
  for (;;) {
    try {
      return await answerOf(session.api.GET('/api/v1/runs/{run}', { params: { path: { run: id } } }));
    } catch (error) {
      const mayComeBack = error instanceof ApiProblem && (error.code === 'unreachable' || error.status >= 500);
      if (!mayComeBack || Date.now() > giveUpAt) throw error;
      await delay(LOOK_EVERY);
    }
  }
}

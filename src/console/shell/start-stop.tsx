import { useEffect } from 'preact/hooks';

import { api, type Api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { useSiteEvent } from '../live/site-events.js';
import { useAction } from '../live/use-action.js';
import { useQuery } from '../live/use-query.js';
import { Button } from '../parts/button.js';
import { useTell } from '../parts/messages.js';
import { ProblemNote } from '../parts/problem-note.js';
import { ConfirmServiceStop } from './confirm-service-stop.js';
import { StartOptions } from './start-options.js';
import { useMay } from './caller.js';

/** The buttons Start Site and Stop Site, and the windows that belong to them (`?window=stop`, `?window=start`). */
export function StartStop({ site, onDone }: { site: Api['Site']; onDone: () => void }) {
  const tell = useTell();
  const may = useMay('operator', site.site);
  const { query, change } = useQuery();
  const start = useAction(async () => {
    const { message } = await answerOf(
      api.POST('/api/v1/sites/{site}/start', { params: { path: { site: site.site } } }),
    );
    tell(message);
    onDone();
  });
  useEffect(start.reset, [site.integrator]);
  // The events come again: so does whoever did not answer.
  useSiteEvent('site', (event) => {
    if (event === undefined && start.problem?.code === 'unreachable') start.reset();
  });
  const windows = { site, onClose: () => change({ window: undefined }, { replace: true }), onDone };
  const isStopped = site.integrator === 'Stopped';
  return (
    <>
      <Button disabled={!may || !isStopped} busy={start.busy} onClick={() => void start.perform()}>
        Start Site
      </Button>
      <Button disabled={!may || isStopped} onClick={() => change({ window: 'stop' })}>
        Stop Site
      </Button>
      {start.problem !== undefined && (
        <div class="whole-row">
          <ProblemNote problem={start.problem} />
          <Button kind="plain" onClick={start.reset}>
            Dismiss
          </Button>
        </div>
      )}
      {may && !isStopped && query.window === 'stop' && <ConfirmServiceStop {...windows} />}
      {may && isStopped && query.window === 'start' && <StartOptions {...windows} />}
    </>
  );
}

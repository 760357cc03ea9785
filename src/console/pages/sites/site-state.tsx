import type { Api } from '../../api.js';
import { useQuery } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { SiteKind } from '../../parts/site-kind.js';
import { showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';
import { useMay } from '../../shell/caller.js';
import { PlannedStart } from './planned-start.js';
import { useLastChange } from './use-last-change.js';

/** How a site is, big and plain: since when, by whom, why, until when. */
export function SiteState({ site, refresh }: { site: Api['Site']; refresh: () => void }) {
  const { change } = useQuery();
  const may = useMay('operator', site.site);
  const { integrator, timeZone, reason, deadline, plannedStart } = site;
  const last = useLastChange(site);
  return (
    <section class={`card stack site-state ${site.kind.toLowerCase()}`} aria-label="State of the site">
      <div class="row apart">
        <h1 class="row">
          {site.site} <SiteKind kind={site.kind} />
        </h1>
        <span class="soft">{timeZone}</span>
      </div>
      <p class="big">
        <Status status={integrator} />
      </p>
      <p class="since">
        {last === 'never' && 'Not started so far. Start Site starts it.'}
        {typeof last === 'object' && `${WORDS[integrator]} ${showTime(last.at, timeZone)} by ${last.by}`}
        {integrator !== 'Running' && reason !== undefined && <strong>: {reason}</strong>}
      </p>
      {deadline !== undefined && (
        <p>
          What still runs at <strong>{showTime(deadline, timeZone)}</strong> is halted. Stop Site halts it now, or sets
          another deadline.
        </p>
      )}
      {plannedStart !== undefined && <PlannedStart site={site} planned={plannedStart} onDone={refresh} />}
      {integrator === 'Stopped' && (
        <div class="row">
          <Button disabled={!may} onClick={() => change({ window: 'start' })}>
            Start with options
          </Button>
          <span class="soft">later, or with the requests that are held</span>
        </div>
      )}
    </section>
  );
}

const WORDS = { Running: 'since', Starting: 'since', Stopped: 'Stopped', Stopping: 'Stopping since' };

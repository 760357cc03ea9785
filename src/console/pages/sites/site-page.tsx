import '../../styles/sites.css';

import { ProblemNote } from '../../parts/problem-note.js';
import { useShell } from '../../shell/shell-data.js';
import { Connections } from './connections.js';
import { HeldRequests } from './held-requests.js';
import { RunningRuns } from './running-runs.js';
import { SiteLog } from './site-log.js';
import { SiteState } from './site-state.js';
import { Tasks } from './tasks.js';

/** A site: how it is, what runs, its tasks, its log, what is held, its connections. */
export function SitePage() {
  const { data: site, problem, refresh } = useShell().site;
  if (site === undefined) return <ProblemNote problem={problem} onRetry={refresh} />;
  return (
    <>
      <ProblemNote problem={problem} onRetry={refresh} />
      <SiteState key={site.site} site={site} refresh={refresh} />
      <RunningRuns site={site} />
      <Tasks site={site} refresh={refresh} />
      <SiteLog site={site.site} />
      <div class="halves">
        <HeldRequests site={site} />
        <Connections site={site} />
      </div>
    </>
  );
}

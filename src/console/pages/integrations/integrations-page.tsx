import { useRoute } from 'preact-iso';
import { useMemo } from 'preact/hooks';

import '../../styles/integrations.css';
import { useQuery } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useShell } from '../../shell/shell-data.js';
import { RunPanel } from './panel/run-panel.js';
import { ProcessButtons } from './process-buttons.js';
import { isFiltered, listsRuns, readFilter } from './run-filter.js';
import { RunFilters } from './run-filters.js';
import { useRunnables } from './runnable.js';
import { RunsTable } from './runs-table.js';
import { SoonScheduled } from './soon-scheduled.js';
import { useRuns } from './use-runs.js';
import { filterScheduled, useScheduled } from './use-scheduled.js';

/** How many schedules stand above the runs where nothing is said of which. */
const SOONEST = 3;

/** Integrations: the runs of a site as they are now, and the panel Run an Integration. */
export function IntegrationsPage() {
  const { site = '' } = useRoute().params;
  return <SiteIntegrations key={site} site={site} />;
}

function SiteIntegrations({ site }: { site: string }) {
  const { query, change } = useQuery();
  const { data: of } = useShell().site;
  const filter = useMemo(() => readFilter(query), [query]);
  const runnables = useRunnables(site);
  const runs = useRuns(site, filter, of?.timeZone);
  const scheduled = useScheduled(site);
  const coming = useMemo(() => filterScheduled(scheduled.data ?? [], filter), [scheduled.data, filter]);
  const shown = useMemo(() => (filter.status === undefined ? coming.slice(0, SOONEST) : coming), [coming, filter]);
  const isEmpty = !runs.loading && scheduled.data !== undefined && runs.items.length + shown.length === 0;
  return (
    <>
      <div class="row apart">
        <h1>Integrations</h1>
        <ProcessButtons site={site} />
      </div>
      <section class="stack tight" aria-label="Runs">
        <div class="row apart filter-bar">
          <RunFilters filter={filter} change={change} runnables={runnables.data ?? []} />
          <Button
            busy={runs.loading && runs.items.length > 0}
            onClick={() => {
              runs.refresh();
              scheduled.refresh();
              runnables.refresh();
            }}
          >
            Refresh
          </Button>
        </div>
        <ProblemNote problem={runs.problem ?? scheduled.problem} onRetry={runs.refresh} />
        {shown.length < coming.length && listsRuns(filter) && <SoonScheduled shown={shown.length} of={coming.length} />}
        {isEmpty ? (
          <NoRuns filtered={isFiltered(filter)} />
        ) : (
          <RunsTable site={site} timeZone={of?.timeZone} scheduled={shown} runs={runs} />
        )}
      </section>
      {query.panel === 'run' && <RunPanel site={site} runnables={runnables} />}
    </>
  );
}

function NoRuns({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title="No run is so">Choose another status, name or time above, or Show all.</Empty>;
  return (
    <Empty title="Nothing has run yet">
      <p>Run an Integration starts the first one; Schedule Processes has them run by themselves.</p>
    </Empty>
  );
}

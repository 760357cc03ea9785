import type { Api } from '../../api.js';
import { useQuery } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { HaltRun } from '../../parts/halt-run.js';
import { RunProgress } from '../../parts/run-progress.js';
import { showTime } from '../../parts/show-time.js';
import { useRunProgress } from '../../live/use-run-progress.js';
import { useMay } from '../../shell/caller.js';

type OpenRun = Api['Site']['runs'][number];

/** What runs on a site now, each run with how far it has come. */
export function RunningRuns({ site }: { site: Api['Site'] }) {
  const { query, change } = useQuery();
  const halting = site.runs.find(({ run }) => run === query.halt);
  return (
    <section class="card stack" aria-labelledby="running">
      <h2 id="running">Running now</h2>
      {site.runs.length === 0 && <p class="soft">Nothing is running.</p>}
      <ul class="stack">
        {site.runs.map((run) => (
          <RunningRun key={run.run} site={site} open={run} onHalt={() => change({ halt: run.run })} />
        ))}
      </ul>
      {halting !== undefined && (
        <HaltRun
          run={{ id: halting.run, name: nameOf(halting) }}
          onClose={() => change({ halt: undefined }, { replace: true })}
        />
      )}
    </section>
  );
}

interface RunningRunProps {
  site: Api['Site'];
  open: OpenRun;
  onHalt: () => void;
}

function RunningRun({ site: { site, timeZone }, open, onHalt }: RunningRunProps) {
  const may = useMay('operator', site);
  const progress = useRunProgress(open.run, open.progress);
  const name = nameOf(open);
  const what = open.integrationSet === undefined ? open.integration : `set ${open.integrationSet}`;
  return (
    <li class="running-run">
      <div>
        <a href={`/sites/${encodeURIComponent(site)}/runs/${open.run}`}>{name}</a>
        <div class="soft">
          {[what, open.step, open.startedAt && `since ${showTime(open.startedAt, timeZone)}`]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <RunProgress progress={progress} of={name} />
      <Button kind="danger" disabled={!may} aria-label={`Halt ${name}`} onClick={onHalt}>
        Halt
      </Button>
    </li>
  );
}

/** A run that is about to be opened has no name yet. */
function nameOf({ name, integration, integrationSet }: OpenRun): string {
  return name ?? integration ?? integrationSet ?? 'A run';
}

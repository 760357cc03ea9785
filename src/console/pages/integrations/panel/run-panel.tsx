import { useQuery } from '../../../live/use-query.js';
import type { Resource } from '../../../live/use-resource.js';
import { Dialog } from '../../../parts/dialog.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { ChooseIntegration } from './choose-integration.js';
import { RunOutcome } from './run-outcome.js';
import { RunSettings } from './run-settings.js';
import type { Runnable } from '../runnable.js';

/** The changes of the address that close the panel. */
const CLOSED = { panel: undefined, pick: undefined, pickSet: undefined, run: undefined };

/**
 * The panel Run an Integration: choose, set, watch (seed: Test the integrations). Its step stands in the address, so that
 * a reload shows it again.
 */
export function RunPanel({ site, runnables }: { site: string; runnables: Resource<Runnable[]> }) {
  const { query, change } = useQuery();
  return (
    <Dialog title="Run an Integration" as="panel" onClose={() => change(CLOSED)}>
      <Step site={site} runnables={runnables} query={query} change={change} />
    </Dialog>
  );
}

type StepProps = ReturnType<typeof useQuery> & { site: string; runnables: Resource<Runnable[]> };

function Step({ site, runnables, query: { run, pick, pickSet }, change }: StepProps) {
  const chooseAnother = () => change({ pick: undefined, pickSet: undefined, run: undefined });
  if (run !== undefined) {
    return <RunOutcome key={run} run={run} onClose={() => change(CLOSED)} onAnother={chooseAnother} />;
  }
  if (runnables.data === undefined) {
    if (runnables.problem === undefined) return <p class="soft">Looking up the integrations…</p>;
    return <ProblemNote problem={runnables.problem} onRetry={runnables.refresh} />;
  }
  const picked = runnables.data.find(({ name, isSet }) => name === (isSet ? pickSet : pick));
  if (picked === undefined) {
    return (
      <ChooseIntegration
        site={site}
        runnables={runnables.data}
        onSelect={({ name, isSet }) => change(isSet ? { pickSet: name } : { pick: name })}
      />
    );
  }
  return (
    <RunSettings
      key={`${picked.isSet} ${picked.name}`}
      site={site}
      runnable={picked}
      onRun={(id) => change({ run: id })}
      onAnother={chooseAnother}
    />
  );
}

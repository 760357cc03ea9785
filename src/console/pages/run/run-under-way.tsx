import { useRunProgress } from '../../live/use-run-progress.js';
import { RunProgress } from '../../parts/run-progress.js';
import type { Run } from './run.js';
import { stepName } from './step-name.js';

/** How far a run has come, as it goes: its step, its records, and the time that is left where that is known. */
export function RunUnderWay({ run }: { run: Run }) {
  const latest = useRunProgress(run.id, run.progress);
  const current = run.steps.find(({ endedAt }) => endedAt === undefined);
  // What was told of a step that is over says nothing of the one that follows.
  const progress = latest?.step === current?.step ? latest : undefined;
  return (
    <div class="card stack tight">
      <strong>{current === undefined ? 'It is about to begin' : stepName(current.step)}</strong>
      <RunProgress progress={progress} of={run.name} />
    </div>
  );
}

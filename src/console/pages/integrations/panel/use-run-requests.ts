import type { ApiProblem } from '../../../../client/api-problem.js';
import { answerOf } from '../../../../client/create-client.js';
import { api } from '../../../api.js';
import { askOnce } from '../../../live/ask-once.js';
import { useAction, type Action } from '../../../live/use-action.js';
import { nameBody, runBody, type RunDraft } from './run-draft.js';
import type { Runnable } from '../runnable.js';

interface RunRequests {
  /** Run Integration: with what was entered. */
  run: Action<[]>;
  /** Re-Run: with the values of that run. */
  rerun: Action<[run: string]>;
  /** What is wrong with parameters, by name. */
  wrong: Readonly<Record<string, string>>;
}

interface Asked {
  site: string;
  runnable: Runnable;
  draft: RunDraft;
  /** Names the draft: asked for twice, it runs once. */
  draftName: string;
}

/** @param onBegun told the id of the run that was let through. */
export function useRunRequests(
  { site, runnable, draft, draftName }: Asked,
  onBegun: (run: string) => void,
): RunRequests {
  const run = useAction(async () => {
    const ask = (key: string) =>
      api.POST('/api/v1/sites/{site}/runs', {
        params: { path: { site }, header: { 'Idempotency-Key': key } },
        body: runBody(runnable, draft),
      });
    onBegun((await askOnce(draftName, (key) => answerOf(ask(key)))).id);
  });
  const rerun = useAction(async (last: string) => {
    const body = { ...nameBody(draft.name), ...(!runnable.isSet && { dryRun: draft.dryRun }) };
    const ask = (key: string) =>
      api.POST('/api/v1/runs/{run}/rerun', {
        params: { path: { run: last }, header: { 'Idempotency-Key': key } },
        body,
      });
    onBegun((await askOnce(`rerun ${last}`, (key) => answerOf(ask(key)))).id);
  });
  return { run, rerun, wrong: wrongParameters(run.problem) };
}

/** The API names the parameter it refuses. */
function wrongParameters(problem: ApiProblem | undefined): Record<string, string> {
  if (problem?.code !== 'parameter-invalid') return {};
  const { parameter } = problem.problem as { parameter?: unknown };
  return typeof parameter === 'string' ? { [parameter]: problem.message } : {};
}

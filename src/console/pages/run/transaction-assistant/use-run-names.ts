import { api } from '../../../api.js';
import { answerOf } from '../../../../client/create-client.js';
import { useResource } from '../../../live/use-resource.js';

/** The Run Names of runs that others name by id. */
export function useRunNames(runs: readonly (string | undefined)[]): ReadonlyMap<string, string> {
  const ids = [...new Set(runs)].filter((run) => run !== undefined).toSorted();
  const { data } = useResource((signal) => Promise.all(ids.map((run) => nameOf(run, signal))), [ids.join()]);
  return new Map(data);
}

async function nameOf(run: string, signal: AbortSignal): Promise<[string, string]> {
  const { name } = await answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run } }, signal }));
  return [run, name];
}

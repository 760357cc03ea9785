import { api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useResource } from '../../live/use-resource.js';
import { runAddress, type RunPart } from './run-address.js';

/** A link to another run, by its Run Name as soon as that is known. */
export function RunLink({ site, run, part }: { site: string; run: string; part?: RunPart }) {
  const { data } = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}', { params: { path: { run } }, signal })),
    [run],
  );
  return <a href={runAddress(site, run, part)}>{data?.name ?? `run ${run.slice(0, 8)}`}</a>;
}

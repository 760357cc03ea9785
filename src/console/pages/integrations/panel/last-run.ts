import { answerOf } from '../../../../client/create-client.js';
import { api, type Api } from '../../../api.js';
import { useRefreshOn } from '../../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../../live/use-resource.js';
import type { Runnable } from '../runnable.js';

/** Among how many of the newest runs the last one is looked for. */
const NEWEST = 50;

/** The last run of an integration or a set whose values can be taken again; no data where it has never run. */
export function useLastRun(site: string, { name, isSet }: Runnable): Resource<Api['Run'] | undefined> {
  const last = useResource(
    async (signal) => {
      const query = { ...(isSet ? { integrationSet: name } : { integration: name }), limit: NEWEST };
      const { items } = await answerOf(
        api.GET('/api/v1/sites/{site}/runs', { params: { path: { site }, query }, signal }),
      );
      // One that was refused has not run, and a resubmission has only the corrected records.
      return items.find(({ status, resubmits }) => status !== 'Not Run' && resubmits === undefined);
    },
    [site, name, isSet],
  );
  useRefreshOn('run', last.refresh);
  return last;
}

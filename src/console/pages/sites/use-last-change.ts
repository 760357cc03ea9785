import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';

/** When a site came to the state it is in, and who had it do so; `never` where nobody has started it yet. */
export function useLastChange({ site, integrator }: Api['Site']): Api['AuditEntry'] | 'never' | undefined {
  const action = integrator === 'Running' || integrator === 'Starting' ? 'start' : 'stop';
  const { data, refresh } = useResource(
    async (signal) => {
      const query = { action, limit: 1 } as const;
      const path = { site };
      const { items } = await answerOf(api.GET('/api/v1/sites/{site}/audit', { params: { path, query }, signal }));
      return { last: items[0] };
    },
    [site, action],
  );
  useRefreshOn('site', refresh);
  if (data === undefined) return undefined;
  if (data.last !== undefined) return data.last;
  return integrator === 'Stopped' ? 'never' : undefined;
}

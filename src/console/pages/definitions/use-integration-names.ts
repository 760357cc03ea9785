import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { useResource } from '../../live/use-resource.js';

/** The names of a site's integrations; undefined until they are known. */
export function useIntegrationNames(site: string | undefined): string[] | undefined {
  return useResource(
    async (signal) => {
      if (site === undefined) return [];
      const params = { path: { site } };
      const { items } = await answerOf(api.GET('/api/v1/sites/{site}/integrations', { params, signal }));
      return items.map(({ integration }) => integration);
    },
    [site],
  ).data;
}

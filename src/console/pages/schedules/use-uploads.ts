import { api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useResource } from '../../live/use-resource.js';

/** So many of the newest uploads are offered; others can be named. */
const OFFERED = 200;

/** The names of the newest uploads of a site. */
export function useUploads(site: string): string[] {
  const query = { limit: OFFERED };
  const uploads = useResource(
    (signal) => answerOf(api.GET('/api/v1/sites/{site}/files', { params: { path: { site }, query }, signal })),
    [site],
  );
  return uploads.data?.items.map(({ file }) => file) ?? [];
}

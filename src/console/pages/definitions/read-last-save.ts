import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { listVersions } from './definition-calls.js';
import type { Definition } from './definition.js';

/** Who saved a definition last, and when (ISO 8601); undefined where that is not known. */
export async function readLastSave(
  definition: Definition,
  signal: AbortSignal,
): Promise<{ by: string | undefined; at: string } | undefined> {
  if (definition.kind !== 'site') {
    const [newest] = (await listVersions(definition, signal)).items;
    return newest && { by: newest.savedBy, at: newest.savedAt };
  }
  const params = { path: { site: definition.site }, query: { action: 'change' as const } };
  const { items } = await answerOf(api.GET('/api/v1/sites/{site}/audit', { params, signal }));
  return items.find(
    ({ integration, integrationSet, schedule }) => (integration ?? integrationSet ?? schedule) === undefined,
  );
}

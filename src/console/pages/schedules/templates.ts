import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../live/use-resource.js';

type SetMember = Api['IntegrationSet']['members'][number];

/** What may be scheduled on a site, by name. */
export interface Templates {
  integrations: ReadonlyMap<string, Api['Integration']>;
  sets: ReadonlyMap<string, Api['IntegrationSet']>;
}

/** An integration or a set that is, or will be, scheduled. */
export interface Chosen {
  name: string;
  isSet: boolean;
}

/** An integration that a schedule runs: by itself, or as a member of a set. */
export interface Part {
  integration: string;
  /** Undefined where it was deleted. */
  definition: Api['Integration'] | undefined;
  /** What the set gives it. */
  member: SetMember | undefined;
}

/** What is scheduled, in its order. */
export function partsOf({ name, isSet }: Chosen, { integrations, sets }: Templates): Part[] {
  if (!isSet) return [{ integration: name, definition: integrations.get(name), member: undefined }];
  const members = sets.get(name)?.members ?? [];
  return members.map((member) => {
    const { integration } = member;
    return { integration, definition: integrations.get(integration), member };
  });
}

export function useTemplates(site: string): Resource<Templates> {
  const templates = useResource((signal) => readTemplates(site, signal), [site]);
  useRefreshOn('definition', templates.refresh);
  return templates;
}

async function readTemplates(site: string, signal: AbortSignal): Promise<Templates> {
  const of = { params: { path: { site } }, signal };
  const [integrations, sets] = await Promise.all([
    answerOf(api.GET('/api/v1/sites/{site}/integrations', of)),
    answerOf(api.GET('/api/v1/sites/{site}/integration-sets', of)),
  ]);
  return {
    integrations: new Map(integrations.items.map(({ integration, definition }) => [integration, definition])),
    sets: new Map(sets.items.map(({ integrationSet, definition }) => [integrationSet, definition])),
  };
}

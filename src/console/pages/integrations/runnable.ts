import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../live/use-resource.js';

/** An integration that runs, by itself or as a member of a set. */
export interface RunnablePart {
  integration: string;
  /** Its place in the set, from 0. */
  position: number;
  definition: Api['Integration'];
  /** What a set gives its member where a run gives nothing. */
  given: Partial<Api['IntegrationSet']['members'][number]>;
}

/** What can be run: an integration or an integration set. */
export interface Runnable {
  name: string;
  isSet: boolean;
  description: string | undefined;
  /** The integration itself, or the members of the set in their order. */
  parts: RunnablePart[];
}

/** The integrations of a site, then its sets, each by name. */
export function useRunnables(site: string): Resource<Runnable[]> {
  const runnables = useResource((signal) => readRunnables(site, signal), [site]);
  useRefreshOn('definition', runnables.refresh);
  return runnables;
}

async function readRunnables(site: string, signal: AbortSignal): Promise<Runnable[]> {
  const asked = { params: { path: { site } }, signal };
  const [{ items: integrations }, { items: sets }] = await Promise.all([
    answerOf(api.GET('/api/v1/sites/{site}/integrations', asked)),
    answerOf(api.GET('/api/v1/sites/{site}/integration-sets', asked)),
  ]);
  const definitions = new Map(integrations.map(({ integration, definition }) => [integration, definition]));
  const members = ({ members: all }: Api['IntegrationSet']): RunnablePart[] =>
    all.flatMap((given, position) => {
      const definition = definitions.get(given.integration);
      return definition === undefined ? [] : [{ integration: given.integration, position, definition, given }];
    });
  return [
    ...integrations.map(({ integration, definition }) => ({
      name: integration,
      isSet: false,
      description: definition.description,
      parts: [{ integration, position: 0, definition, given: {} }],
    })),
    ...sets.map(({ integrationSet, definition }) => ({
      name: integrationSet,
      isSet: true,
      description: definition.description,
      parts: members(definition),
    })),
  ];
}

import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { useResource } from '../../live/use-resource.js';
import { useShell } from '../../shell/shell-data.js';
import { pathOf, type Definition } from './definition.js';
import type { Guide } from './editor/guide.js';
import type { JsonSchema } from './editor/json-schema.js';
import { useIntegrationNames } from './use-integration-names.js';

/** The parts of `/openapi.json` that are looked at. */
interface Description {
  paths: Record<string, { put?: { requestBody: { content: Record<string, { schema: JsonSchema }> } } }>;
  components: { schemas: Record<string, JsonSchema> };
}

let described: Promise<Description> | undefined;

/** What may be written in a definition of a kind: by the API's description, and by what the site has. */
export function useGuide(kind: Definition['kind'], site: string | undefined): Guide | undefined {
  const description = useResource(describe, []).data;
  const { data: has } = useShell().site;
  const integrations = useIntegrationNames(site) ?? [];
  const sets = useSetNames(site) ?? [];
  if (description === undefined) return undefined;
  const body = description.paths[pathOf(kind)]?.put?.requestBody.content['application/yaml'];
  return {
    schema: body?.schema ?? {},
    schemas: description.components.schemas,
    namesFor: {
      connection: Object.keys(has?.connections ?? {}),
      exclude: Object.keys(has?.exclusionGroups ?? {}),
      integration: integrations,
      integrations: [...integrations, ...sets],
      timeZone: Intl.supportedValuesOf('timeZone'),
    },
  };
}

/** It does not change while the page is open; where it could not be had, it is asked for again the next time. */
function describe(): Promise<Description> {
  described ??= fetch('/openapi.json')
    .then((answer) => answer.json() as Promise<Description>)
    .catch((error: unknown) => {
      described = undefined;
      throw error;
    });
  return described;
}

function useSetNames(site: string | undefined): string[] | undefined {
  return useResource(
    async (signal) => {
      if (site === undefined) return [];
      const params = { path: { site } };
      const { items } = await answerOf(api.GET('/api/v1/sites/{site}/integration-sets', { params, signal }));
      return items.map(({ integrationSet }) => integrationSet);
    },
    [site],
  ).data;
}

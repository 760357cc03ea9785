import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';
import type { Definition } from './definition.js';

/** What names a definition, or is part of it, in words: the sets, schedules and notifications of its site. */
export async function readDependents({ kind, site, name }: Definition, signal: AbortSignal): Promise<string[]> {
  const params = { path: { site } };
  const [sets, schedules, { notifications }] = await Promise.all([
    answerOf(api.GET('/api/v1/sites/{site}/integration-sets', { params, signal })),
    answerOf(api.GET('/api/v1/sites/{site}/schedules', { params: { ...params, query: { limit: 500 } }, signal })),
    answerOf(api.GET('/api/v1/sites/{site}', { params, signal })),
  ]);
  const told = Object.entries(notifications).filter(([, { integrations }]) => integrations?.includes(name) === true);
  return [
    ...(kind === 'site' ? await integrationsOf(site, signal) : []),
    ...sets.items.filter((set) => kind === 'site' || hasMember(kind, name, set)).map(setInWords),
    ...schedules.items.filter((one) => kind === 'site' || one[kind] === name).map((one) => `schedule ${one.name}`),
    ...told.map(([notification]) => `notification ${notification}`),
  ];
}

interface ListedSet {
  integrationSet: string;
  definition: Api['IntegrationSet'];
}

function hasMember(kind: Definition['kind'], name: string, { definition }: ListedSet): boolean {
  return kind === 'integration' && definition.members.some(({ integration }) => integration === name);
}

function setInWords({ integrationSet }: ListedSet): string {
  return `integration set ${integrationSet}`;
}

async function integrationsOf(site: string, signal: AbortSignal): Promise<string[]> {
  const { items } = await answerOf(
    api.GET('/api/v1/sites/{site}/integrations', { params: { path: { site } }, signal }),
  );
  return items.map(({ integration }) => `integration ${integration}`);
}

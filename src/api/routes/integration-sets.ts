import { z } from 'zod';

import { answerDefinition, DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import { integrationSetView } from '../definition-view.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireIntegrationSet, requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { dryRun, viewWouldChange, wouldChange } from '../would-change.js';
import { integrationSetParams, siteParams } from './parameters.js';
import type { DefinitionIssue } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';
import { integrationSet, type IntegrationSet } from '../../model/integration-set.js';
import type { Database } from '../../store/database.js';
import { integrationSets } from '../../store/integration-sets.js';
import { integrations } from '../../store/integrations.js';
import type { StoredSite } from '../../store/sites.js';
import type { VersionedDefinition } from '../../store/versioned-definitions.js';

/** Integration sets: integrations that run one after the other. */
export function integrationSetRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/integration-sets',
      summary: 'The integration sets of a site',
      needs: 'viewer',
      params: siteParams,
      answers: { 200: { description: 'The sets', schema: z.object({ items: z.array(integrationSetView) }) } },
      errors: ['site-not-found'],
      handle: async ({ params }) => {
        await requireSite(database, params.site);
        return { status: 200, body: { items: (await integrationSets.list(database, params.site)).map(viewSet) } };
      },
    }),
    route({
      method: 'put',
      path: '/sites/{site}/integration-sets/{set}',
      summary: 'Make or change an integration set, in JSON or YAML',
      needs: 'admin',
      params: integrationSetParams,
      query: z.strictObject({ dryRun }),
      body: { schema: integrationSet, code: 'invalid-definition', what: 'integration set' },
      answers: {
        200: {
          description: 'Changed, as a new version; or unchanged, as the version it was; or what would change',
          schema: z.union([integrationSetView, wouldChange]),
        },
        201: { description: 'Made', schema: integrationSetView },
      },
      errors: ['site-not-found', 'invalid-definition'],
      handle: async ({ params: { site, set }, query, body, caller }) => {
        await requireMembers(database, await requireSite(database, site), body);
        if (query.dryRun) {
          return { status: 200, body: viewWouldChange(await integrationSets.findSaved(database, site, set), body) };
        }
        const { version, created } = await integrationSets.save(database, site, set, body, caller.name);
        return { status: created ? 201 : 200, body: { integrationSet: set, version, definition: body } };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/integration-sets/{set}',
      summary: 'An integration set; as application/yaml, its definition alone',
      needs: 'viewer',
      params: integrationSetParams,
      answers: { 200: { description: 'The set', schema: integrationSetView, mediaType: DEFINITION_MEDIA_TYPE } },
      errors: ['site-not-found', 'integration-set-not-found'],
      handle: async ({ params: { site, set }, request }) => {
        const found = await requireIntegrationSet(database, site, set);
        return answerDefinition(request, integrationSet, found.definition, () => viewSet(found));
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{site}/integration-sets/{set}',
      summary: 'Delete an integration set; its integrations and its runs stay',
      needs: 'admin',
      params: integrationSetParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'integration-set-not-found'],
      handle: async ({ params: { site, set }, caller }) => {
        await requireIntegrationSet(database, site, set);
        await integrationSets.delete(database, site, set, caller.name);
        return { status: 204 };
      },
    }),
  ];
}

function viewSet({ name, ...rest }: VersionedDefinition<IntegrationSet>): z.output<typeof integrationSetView> {
  return { integrationSet: name, ...rest };
}

/** A set's members are integrations of its site, and not sets. @throws IntegratorError `invalid-definition`. */
async function requireMembers(database: Database, site: StoredSite, { members }: IntegrationSet): Promise<void> {
  const known = (await integrations.list(database, site.site)).map(({ name }) => name);
  const sets = (await integrationSets.list(database, site.site)).map(({ name }) => name);
  const errors: DefinitionIssue[] = members.flatMap(({ integration, exclude = [] }, index) => [
    ...memberIssues(`members[${index}].integration`, integration, known, sets),
    ...exclude
      .filter((group) => !Object.hasOwn(site.exclusionGroups, group))
      .map((group) => ({
        path: `members[${index}].exclude`,
        message: `expected one of the exclusion groups of site ${site.site} (${listed(Object.keys(site.exclusionGroups))}), got ${group}`,
      })),
  ]);
  if (errors.length === 0) return;
  const named = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new IntegratorError('invalid-definition', `The integration set is not valid. ${named}.`, { errors });
}

function memberIssues(
  path: string,
  name: string,
  known: readonly string[],
  sets: readonly string[],
): DefinitionIssue[] {
  if (known.includes(name)) return [];
  const what = sets.includes(name) ? `${name}, which is an integration set: a set has integrations only` : name;
  return [{ path, message: `expected one of the site's integrations (${listed(known)}), got ${what}` }];
}

function listed(names: readonly string[]): string {
  return names.join(', ') || 'there is none';
}

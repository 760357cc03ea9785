import { z } from 'zod';

import { answerDefinition, DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import { integrationView } from '../definition-view.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireIntegration, requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { dryRun, viewWouldChange, wouldChange } from '../would-change.js';
import { integrationParams, siteParams } from './parameters.js';
import type { DefinitionIssue } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';
import { connectionUses } from '../../model/connection-uses.js';
import type { ImportIntegration } from '../../model/import-integration.js';
import { integration, type Integration } from '../../model/integration.js';
import { exportIssues } from '../export-issues.js';
import { sourceFormat } from '../../model/source-format.js';
import { recordRuleIssues } from '../../records/record-rule-issues.js';
import { integrations } from '../../store/integrations.js';
import type { StoredSite } from '../../store/sites.js';
import type { VersionedDefinition } from '../../store/versioned-definitions.js';

/** Integrations: the templates of runs. */
export function integrationRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/integrations',
      summary: 'The integrations of a site',
      needs: 'viewer',
      params: siteParams,
      answers: { 200: { description: 'The integrations', schema: z.object({ items: z.array(integrationView) }) } },
      errors: ['site-not-found'],
      handle: async ({ params }) => {
        await requireSite(database, params.site);
        return { status: 200, body: { items: (await integrations.list(database, params.site)).map(viewIntegration) } };
      },
    }),
    route({
      method: 'put',
      path: '/sites/{site}/integrations/{integration}',
      summary: 'Make or change an integration, in JSON or YAML',
      needs: 'admin',
      params: integrationParams,
      query: z.strictObject({ dryRun }),
      body: { schema: integration, code: 'invalid-definition', what: 'integration' },
      answers: {
        200: {
          description: 'Changed, as a new version; or unchanged, as the version it was; or what would change',
          schema: z.union([integrationView, wouldChange]),
        },
        201: { description: 'Made', schema: integrationView },
      },
      errors: ['site-not-found', 'invalid-definition'],
      handle: async ({ params: { site, integration: name }, query, body, caller }) => {
        requireConnections(await requireSite(database, site), body);
        requireCompilable(body);
        if (query.dryRun) {
          return { status: 200, body: viewWouldChange(await integrations.findSaved(database, site, name), body) };
        }
        const { version, created } = await integrations.save(database, site, name, body, caller.name);
        return { status: created ? 201 : 200, body: { integration: name, version, definition: body } };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/integrations/{integration}',
      summary: 'An integration; as application/yaml, its definition alone',
      needs: 'viewer',
      params: integrationParams,
      answers: {
        200: { description: 'The integration', schema: integrationView, mediaType: DEFINITION_MEDIA_TYPE },
      },
      errors: ['site-not-found', 'integration-not-found'],
      handle: async ({ params, request }) => {
        const found = await requireIntegration(database, params.site, params.integration);
        return answerDefinition(request, integration, found.definition, () => viewIntegration(found));
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{site}/integrations/{integration}',
      summary: 'Delete an integration; its runs stay',
      needs: 'admin',
      params: integrationParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'integration-not-found'],
      handle: async ({ params, caller }) => {
        await requireIntegration(database, params.site, params.integration);
        await integrations.delete(database, params.site, params.integration, caller.name);
        return { status: 204 };
      },
    }),
  ];
}

function viewIntegration({ name, ...rest }: VersionedDefinition<Integration>): z.output<typeof integrationView> {
  return { integration: name, ...rest };
}

/** What cannot be compiled is refused now, not when a file comes. @throws IntegratorError `invalid-definition`. */
function requireCompilable(definition: Integration): void {
  const errors =
    definition.direction === 'import'
      ? [...recordRuleIssues(definition), ...fileNameIssues(definition)]
      : exportIssues(definition);
  if (errors.length > 0) throw invalid(errors);
}

/** Files of a format that is not read. */
function fileNameIssues({ source, externalFiles }: ImportIntegration): DefinitionIssue[] {
  const names = [
    ['source.file', source?.file] as const,
    ...externalFiles.map(({ file }, index) => [`externalFiles[${index}].file`, file] as const),
  ];
  return names.flatMap(([path, name]) => {
    try {
      if (name !== undefined) sourceFormat(name);
      return [];
    } catch (error) {
      if (!(error instanceof IntegratorError)) throw error;
      return [{ path, message: error.message }];
    }
  });
}

/** An integration may only name connections its site has. @throws IntegratorError `invalid-definition`. */
function requireConnections({ site, connections }: StoredSite, definition: Integration): void {
  const usableAs = (kinds: readonly string[]) =>
    Object.keys(connections).filter((name) => kinds.includes(connections[name]?.kind ?? ''));
  const errors = connectionUses(definition).flatMap(({ path, connection, kinds }) => {
    const usable = usableAs(kinds);
    if (usable.includes(connection)) return [];
    const expected = usable.length > 0 ? usable.join(', ') : 'there is none';
    const kind = kinds.join(' or ');
    return [{ path, message: `expected a ${kind} connection of site ${site} (${expected}), got ${connection}` }];
  });
  if (errors.length > 0) throw invalid(errors);
}

function invalid(errors: DefinitionIssue[]): IntegratorError {
  const named = errors.map(({ path, message }) => `${path}: ${message.replace(/\.$/, '')}`).join('; ');
  return new IntegratorError('invalid-definition', `The integration is not valid. ${named}.`, { errors });
}

import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireIntegration, requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
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

const integrationView = z.object({
  integration: z.string(),
  version: z.number().int().positive(),
  definition: integration,
});

/** Integrations: the templates of runs. */
export function integrationRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/integrations',
      summary: 'The integrations of a site',
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
      params: integrationParams,
      body: { schema: integration, code: 'invalid-definition', what: 'integration' },
      answers: {
        200: { description: 'Changed, as a new version; or unchanged, as the version it was', schema: integrationView },
        201: { description: 'Made', schema: integrationView },
      },
      errors: ['site-not-found', 'invalid-definition'],
      handle: async ({ params, body }) => {
        requireConnections(await requireSite(database, params.site), body);
        requireCompilable(body);
        const { version, created } = await integrations.save(database, params.site, params.integration, body);
        return { status: created ? 201 : 200, body: { integration: params.integration, version, definition: body } };
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/integrations/{integration}',
      summary: 'An integration',
      params: integrationParams,
      answers: { 200: { description: 'The integration', schema: integrationView } },
      errors: ['site-not-found', 'integration-not-found'],
      handle: async ({ params }) => ({
        status: 200,
        body: viewIntegration(await requireIntegration(database, params.site, params.integration)),
      }),
    }),
    route({
      method: 'delete',
      path: '/sites/{site}/integrations/{integration}',
      summary: 'Delete an integration; its runs stay',
      params: integrationParams,
      answers: { 204: { description: 'Deleted' } },
      errors: ['site-not-found', 'integration-not-found'],
      handle: async ({ params }) => {
        await requireIntegration(database, params.site, params.integration);
        await integrations.delete(database, params.site, params.integration);
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

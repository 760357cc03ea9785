import { z } from 'zod';

import { answerDefinition, DEFINITION_MEDIA_TYPE } from '../answer-definition.js';
import { readCursor, writeCursor } from '../cursor.js';
import { integrationSetView, integrationView, savedVersionView } from '../definition-view.js';
import type { ApiDependencies } from '../dependencies.js';
import { present } from '../present.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { integrationParams, integrationSetParams } from './parameters.js';
import { IntegratorError, type ErrorCode } from '../../model/errors.js';
import { integrationSet } from '../../model/integration-set.js';
import { integration } from '../../model/integration.js';
import type { Database } from '../../store/database.js';
import { integrationSets } from '../../store/integration-sets.js';
import { integrations } from '../../store/integrations.js';
import type { SavedVersion, VersionedDefinitions } from '../../store/versioned-definitions.js';

/** As PostgreSQL counts them. */
const MAX_VERSION = 2 ** 31 - 2;

const position = z.number().int().max(MAX_VERSION);

/** What of a site is kept in versions, and how it is called. */
interface Kind {
  path: string;
  params: typeof integrationParams | typeof integrationSetParams;
  /** In an answer. */
  property: 'integration' | 'integrationSet';
  what: string;
  notFound: ErrorCode;
  schema: z.ZodType;
  view: z.ZodObject;
  definitions: VersionedDefinitions<z.ZodType>;
}

const INTEGRATION: Kind = {
  path: '/sites/{site}/integrations/{integration}/versions',
  params: integrationParams,
  property: 'integration',
  what: 'integration',
  notFound: 'integration-not-found',
  schema: integration,
  view: integrationView,
  definitions: integrations,
};

const INTEGRATION_SET: Kind = {
  path: '/sites/{site}/integration-sets/{set}/versions',
  params: integrationSetParams,
  property: 'integrationSet',
  what: 'integration set',
  notFound: 'integration-set-not-found',
  schema: integrationSet,
  view: integrationSetView,
  definitions: integrationSets,
};

/** What integrations and sets were before: every version that was saved, also of one that was deleted. */
export function definitionVersionRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [INTEGRATION, INTEGRATION_SET].flatMap((kind) => [listRoute(database, kind), versionRoute(database, kind)]);
}

function listRoute(database: Database, kind: Kind): AnyRoute {
  return route({
    method: 'get',
    path: kind.path,
    summary: `The versions of an ${kind.what}, newest first, also of one that was deleted`,
    needs: 'viewer',
    params: kind.params,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
    }),
    answers: {
      200: {
        description: 'A page of versions',
        schema: z.object({ items: z.array(savedVersionView), next: z.string().optional() }),
      },
    },
    errors: ['site-not-found', kind.notFound],
    handle: async ({ params, query: { limit, cursor } }) => {
      await requireSite(database, params.site);
      const before = cursor === undefined ? undefined : readCursor(cursor, position);
      const found = await kind.definitions.listVersions(database, params.site, nameIn(params), { before, limit });
      if (found.length === 0 && before === undefined) throw neverSaved(kind, params);
      const next = found.length === limit ? found.at(-1)?.version : undefined;
      const items = found.map(viewSaved);
      return { status: 200, body: { items, ...(next === undefined ? {} : { next: writeCursor(next) }) } };
    },
  });
}

function versionRoute(database: Database, kind: Kind): AnyRoute {
  const { schema, definitions, property } = kind;
  return route({
    method: 'get',
    path: `${kind.path}/{version}`,
    summary: `A version of an ${kind.what}; as application/yaml, its definition alone`,
    needs: 'viewer',
    params: z.object({ ...kind.params.shape, version: z.coerce.number().int().min(1).max(MAX_VERSION) }),
    answers: {
      200: {
        description: 'The version',
        schema: kind.view.extend(savedVersionView.shape),
        mediaType: DEFINITION_MEDIA_TYPE,
      },
    },
    errors: ['site-not-found', kind.notFound, 'invalid-definition'],
    handle: async ({ params, request }) => {
      const { site, version } = params;
      const name = nameIn(params);
      await requireSite(database, site);
      const definition = await definitions.findVersion(database, site, name, version);
      const [saved] = await definitions.listVersions(database, site, name, { before: version + 1, limit: 1 });
      if (definition === undefined || saved === undefined) throw noVersion(kind, params, version);
      const view = { [property]: name, ...viewSaved(saved), definition };
      return answerDefinition(request, schema, definition, () => view);
    },
  });
}

type Named = { site: string } & ({ integration: string } | { set: string });

function nameIn(params: Named): string {
  return 'set' in params ? params.set : params.integration;
}

function viewSaved({ version, savedAt, savedBy }: SavedVersion): z.output<typeof savedVersionView> {
  return { version, savedAt: savedAt.toISOString(), ...present('savedBy', savedBy) };
}

function neverSaved({ what, notFound, path }: Kind, params: Named): IntegratorError {
  const all = path.replace('{site}', params.site).replace(/\/\{.*/, '');
  const message = `Site ${params.site} never had an ${what} ${nameIn(params)}. GET /api/v1${all} lists what there is.`;
  return new IntegratorError(notFound, message);
}

function noVersion({ what, notFound, path }: Kind, params: Named, version: number): IntegratorError {
  const versions = path.replace('{site}', params.site).replace(/\{.*\}/, nameIn(params));
  const message = `There is no version ${version} of the ${what} ${nameIn(params)} of site ${params.site}. GET /api/v1${versions} lists what there is.`;
  return new IntegratorError(notFound, message);
}

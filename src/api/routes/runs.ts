import type { Request } from 'express';
import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { preferredWait } from '../prefer-wait.js';
import { requestRun, type RunDraft } from '../request-run.js';
import { requireIntegration, requireRun, requireSite } from '../require.js';
import { route, type Answer, type AnyRoute } from '../route.js';
import { runView, viewRun } from '../run-view.js';
import { runParams, siteParams } from './parameters.js';
import { CALLER } from './sites.js';
import { IntegratorError } from '../../model/errors.js';
import { definitionName, fileName, runName } from '../../model/names.js';
import { parameterValues, resolveParameters } from '../../model/parameters.js';
import { runStatus } from '../../model/run.js';
import { findRun, listRuns, type StoredRun } from '../../store/runs.js';
import { findUpload } from '../../store/uploads.js';

const runBody = z.strictObject({
  integration: definitionName,
  name: runName
    .optional()
    .meta({ description: 'A unique Run Name; by default the integration and a date-time stamp.' }),
  file: fileName.optional().meta({ description: "An uploaded file; else the integration's own source is taken." }),
  parameters: parameterValues.default({}),
});

const rerunBody = z.strictObject({ name: runName.optional() });

const headers = {
  'Idempotency-Key': 'The same key and request give the same run, however often they are sent.',
  Prefer: '`wait=30`: answer when the run has ended, or after 30 seconds.',
};

const answers = {
  200: { description: 'The run has ended while the caller waited', schema: runView },
  202: { description: 'The run is In-Progress; Location says where to look', schema: runView },
};

const refusals = [
  'site-not-found',
  'integration-not-found',
  'file-not-found',
  'file-too-large',
  'parameter-invalid',
  'site-stopped',
  'site-stopping',
  'run-name-taken',
  'file-in-use',
  'idempotency-key-reused',
  'service-unavailable',
] as const;

const position = z.object({ startedAt: z.iso.datetime(), id: z.uuid() });

/** Runs: asked for, listed, looked at, repeated. */
export function runRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database, runEvents } = dependencies;

  const answerRun = async (draft: RunDraft, request: Request): Promise<Answer> => {
    const wait = preferredWait(request.get('prefer'));
    const opened = await requestRun(dependencies, draft, request.get('idempotency-key'));
    const run = wait === 0 ? opened : await ended(opened, wait);
    return {
      status: run.endedAt === null ? 202 : 200,
      body: viewRun(run, dependencies),
      headers: {
        Location: `/api/v1/runs/${run.id}`,
        ...(wait === 0 ? {} : { 'Preference-Applied': `wait=${wait}` }),
      },
    };
  };

  const ended = async (run: StoredRun, seconds: number): Promise<StoredRun> => {
    const found = await runEvents.waitFor(run.id, seconds * 1000, async () => {
      const now = await findRun(database, run.id);
      return now?.endedAt === null ? undefined : now;
    });
    return found ?? run;
  };

  return [
    route({
      method: 'post',
      path: '/sites/{site}/runs',
      summary: 'Run an integration',
      params: siteParams,
      headers,
      body: { schema: runBody, code: 'invalid-request', what: 'run' },
      answers,
      errors: refusals,
      handle: async ({ params: { site }, body, request }) => {
        const { definition } = await requireIntegration(database, site, body.integration);
        const upload = body.file === undefined ? undefined : await findUpload(database, site, body.file);
        if (body.file !== undefined && upload === undefined) {
          const message = `No file ${body.file} was uploaded to site ${site}. PUT it to /api/v1/sites/${site}/files/${body.file} first.`;
          throw new IntegratorError('file-not-found', message);
        }
        const draft: RunDraft = {
          site,
          integration: body.integration,
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(upload === undefined ? {} : { file: upload }),
          parameters: resolveParameters(definition.parameters, body.parameters),
          trigger: 'manual',
          requestedBy: CALLER,
        };
        return answerRun(draft, request);
      },
    }),
    route({
      method: 'get',
      path: '/sites/{site}/runs',
      summary: 'The runs of a site, newest first',
      params: siteParams,
      query: z.strictObject({
        from: z.iso.datetime({ offset: true }).optional(),
        to: z.iso.datetime({ offset: true }).optional(),
        status: runStatus.optional(),
        integration: definitionName.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of runs',
          schema: z.object({ items: z.array(runView), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query: { from, to, status, integration, limit, cursor } }) => {
        await requireSite(database, site);
        const after = cursor === undefined ? undefined : readCursor(cursor, position);
        const runs = await listRuns(database, site, {
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
          status,
          integration,
          after: after && { startedAt: new Date(after.startedAt), id: after.id },
          limit,
        });
        const last = runs.length === limit ? runs.at(-1) : undefined;
        const next = last && writeCursor({ startedAt: last.startedAt.toISOString(), id: last.id });
        const items = runs.map((run) => viewRun(run, dependencies));
        return { status: 200, body: { items, ...(next === undefined ? {} : { next }) } };
      },
    }),
    route({
      method: 'get',
      path: '/runs/{run}',
      summary: 'Run Summary',
      params: runParams,
      answers: { 200: { description: 'The run', schema: runView } },
      errors: ['run-not-found'],
      handle: async ({ params }) => ({
        status: 200,
        body: viewRun(await requireRun(database, params.run), dependencies),
      }),
    }),
    route({
      method: 'post',
      path: '/runs/{run}/rerun',
      summary: 'Run again with the same file and parameters, on the definition as it is now',
      params: runParams,
      headers,
      body: { schema: rerunBody, code: 'invalid-request', what: 'rerun', optional: true },
      answers,
      errors: ['run-not-found', 'run-in-progress', ...refusals],
      handle: async ({ params, body, request }) => {
        const run = await requireRun(database, params.run);
        if (run.status === 'In-Progress') {
          const message = `The run ${run.name} is In-Progress; it can be run again when it has ended.`;
          throw new IntegratorError('run-in-progress', message);
        }
        await requireIntegration(database, run.site, run.integration);
        const { fileName: name, fileSha256: sha256, fileBytes: bytes } = run;
        const draft: RunDraft = {
          site: run.site,
          integration: run.integration,
          ...(body.name === undefined ? {} : { name: body.name }),
          ...(name === null || sha256 === null ? {} : { file: { name, sha256, bytes: bytes ?? 0 } }),
          parameters: run.parameters,
          trigger: 'rerun',
          requestedBy: CALLER,
          rerunOf: run.id,
        };
        return answerRun(draft, request);
      },
    }),
  ];
}

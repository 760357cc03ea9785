import { z } from 'zod';

import { answerRun, runCallAnswers, runCallHeaders, runCallRefusals } from '../answer-run.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireUpload, requireUploads } from '../../store/uploads.js';
import type { RunDraft, SetRunDraft } from '../request-run.js';
import { requireIntegration, requireRun, requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { readRunParts } from '../run-parts.js';
import { runSummaryView, runView, viewRun, viewRunSummary } from '../run-view.js';
import { flag, runParams, siteParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { onFileInUse } from '../../model/import-integration.js';
import { memberGiven } from '../../model/integration-set.js';
import { externalFilesOf } from '../../model/integration.js';
import { definitionName, fileName, runName } from '../../model/names.js';
import { parameterValues, resolveParameters } from '../../model/parameters.js';
import type { UploadedFile } from '../../model/run-request.js';
import { runStatus } from '../../model/run.js';
import { templateIssues } from '../../model/template-issues.js';
import { completeExternalFiles } from '../../store/external-files.js';
import type { Database } from '../../store/database.js';
import { listRuns } from '../../store/runs.js';
import type { StoredSite } from '../../store/sites.js';

const runBody = z
  .strictObject({
    integration: definitionName.optional(),
    integrationSet: definitionName.optional().meta({ description: 'A set, in place of an integration.' }),
    members: z
      .array(memberGiven)
      .optional()
      .meta({ description: 'Of a set: what its members are given, by position; what is absent is as the set says.' }),
    name: runName
      .optional()
      .meta({ description: 'A unique Run Name; by default the integration and a date-time stamp.' }),
    file: fileName.optional().meta({ description: "An uploaded file; else the integration's own source is taken." }),
    parameters: parameterValues.optional(),
    externalFiles: z
      .record(definitionName, fileName)
      .optional()
      .meta({ description: 'Uploaded files, by the names the integration gives to its external files.' }),
    contents: z
      .record(fileName, z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex, in lower case'))
      .optional()
      .meta({
        description:
          'The SHA-256 of uploaded files by their names, as their uploads were answered: nothing runs where a name stands for something else by now.',
      }),
    exclude: z
      .array(definitionName)
      .optional()
      .meta({ description: 'Exclusion groups of the site: their records are left out.' }),
    dryRun: z.boolean().optional().meta({ description: 'Apply, count, and roll back.' }),
    onFileInUse: onFileInUse
      .optional()
      .meta({ description: "While another run reads a file of this name; else the integration's own choice." }),
  })
  .superRefine(({ name, ...body }, context) => {
    for (const { path, message } of templateIssues(body)) context.addIssue({ code: 'custom', path, message });
  });

const position = z.object({ startedAt: z.iso.datetime(), id: z.uuid() });

/** Runs: asked for, listed, looked at. */
export function runRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;

  return [
    route({
      method: 'post',
      path: '/sites/{site}/runs',
      summary: 'Run an integration',
      needs: 'operator',
      params: siteParams,
      headers: runCallHeaders,
      body: { schema: runBody, code: 'invalid-request', what: 'run' },
      answers: runCallAnswers,
      errors: runCallRefusals,
      handle: async ({ params: { site }, body, caller, request }) =>
        answerRun(dependencies, request, {
          site,
          asked: { run: site, ...body },
          draft: () =>
            body.integrationSet === undefined
              ? draftManualRun(database, site, body, caller.name)
              : draftSetRun(body.integrationSet, body, caller.name),
        }),
    }),
    route({
      method: 'get',
      path: '/sites/{site}/runs',
      summary: 'The runs of a site, newest first',
      needs: 'viewer',
      params: siteParams,
      query: z.strictObject({
        from: z.iso.datetime({ offset: true }).optional(),
        to: z.iso.datetime({ offset: true }).optional(),
        status: runStatus.optional(),
        integration: definitionName.optional(),
        integrationSet: definitionName.optional(),
        scheduled: flag.optional().meta({ description: 'Only those a schedule asked for, or only others.' }),
        q: z
          .string()
          .max(200)
          .regex(/^[^\p{Cc}]*$/u, 'expected no control characters')
          .optional()
          .meta({ description: 'Only those with this text in their Run Names, in whichever case.' }),
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
      handle: async ({ params: { site }, query: { from, to, q, limit, cursor, ...filter } }) => {
        await requireSite(database, site);
        const after = cursor === undefined ? undefined : readCursor(cursor, position);
        const runs = await listRuns(database, site, {
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
          ...filter,
          nameHas: q,
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
      needs: 'viewer',
      params: runParams,
      answers: { 200: { description: 'The run', schema: runSummaryView } },
      errors: ['run-not-found'],
      handle: async ({ params }) => {
        const run = await requireRun(database, params.run);
        return { status: 200, body: viewRunSummary(run, await readRunParts(database, run), dependencies) };
      },
    }),
  ];
}

/** @throws IntegratorError naming what of the request is not there, or does not fit the integration. */
async function draftManualRun(
  database: Database,
  site: string,
  body: z.output<typeof runBody>,
  requestedBy: string,
): Promise<RunDraft> {
  const { integration = '', name, file, exclude = [], dryRun = false, onFileInUse } = body;
  const { definition } = await requireIntegration(database, site, integration);
  requireGroups(await requireSite(database, site), exclude);
  const given = await requireUploads(database, site, body.externalFiles ?? {});
  const uploaded = file === undefined ? undefined : await requireUpload(database, site, file);
  const external = await completeExternalFiles(database, site, externalFilesOf(definition), given);
  requireContents(body.contents ?? {}, [...(uploaded === undefined ? [] : [uploaded]), ...Object.values(external)]);
  return {
    integration,
    ...(name === undefined ? {} : { name }),
    ...(uploaded === undefined ? {} : { file: uploaded }),
    externalFiles: external,
    parameters: resolveParameters(definition.parameters, body.parameters ?? {}),
    exclude,
    dryRun,
    ...(onFileInUse === undefined ? {} : { onFileInUse }),
    trigger: 'manual',
    requestedBy,
  };
}

/** What members are given is settled when the run is opened: then it is known what they are. */
async function draftSetRun(
  integrationSet: string,
  { name, members }: z.output<typeof runBody>,
  requestedBy: string,
): Promise<SetRunDraft> {
  return Promise.resolve({
    integrationSet,
    ...(name === undefined ? {} : { name }),
    ...(members === undefined ? {} : { members }),
    trigger: 'manual',
    requestedBy,
  });
}

/**
 * Somebody else may have uploaded a file of the same name meanwhile.
 *
 * @throws IntegratorError `file-changed`; `invalid-request` for a file that the run does not read.
 */
function requireContents(contents: Readonly<Record<string, string>>, uploads: readonly UploadedFile[]): void {
  const unread = Object.keys(contents).find((name) => !uploads.some((upload) => upload.name === name));
  if (unread !== undefined) {
    throw new IntegratorError('invalid-request', `contents names ${unread}, which is no file that this run reads.`);
  }
  const other = uploads.find(({ name, sha256 }) => Object.hasOwn(contents, name) && contents[name] !== sha256);
  if (other === undefined) return;
  const { name, sha256 } = other;
  const message = `The name ${name} stands for another content by now (SHA-256 ${sha256}): it was uploaded again meanwhile. Nothing ran; upload yours once more, or under another name.`;
  throw new IntegratorError('file-changed', message, { file: name, sha256 });
}

/** @throws IntegratorError `exclusion-invalid`. */
function requireGroups({ site, exclusionGroups }: StoredSite, names: readonly string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(exclusionGroups, name));
  if (unknown === undefined) return;
  const known = Object.keys(exclusionGroups).join(', ') || 'none';
  const message = `Site ${site} has no exclusion group ${unknown}; it has: ${known}. Add it to the site, or leave it out.`;
  throw new IntegratorError('exclusion-invalid', message, { exclusionGroup: unknown });
}

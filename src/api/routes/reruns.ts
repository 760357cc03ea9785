import { z } from 'zod';

import { answerRun, runCallAnswers, runCallHeaders, runCallRefusals } from '../answer-run.js';
import type { ApiDependencies } from '../dependencies.js';
import type { RunDraft, SetRunDraft } from '../request-run.js';
import { requireEnded, requireIntegration, requireIntegrationSet, requireRun, requireVersion } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { runParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { guard } from '../../model/guard.js';
import { externalFilesOf } from '../../model/integration.js';
import { runName } from '../../model/names.js';
import { completeExternalFiles } from '../../store/external-files.js';
import type { Database } from '../../store/database.js';
import type { StoredRun } from '../../store/runs.js';

const rerunBody = z.strictObject({
  name: runName.optional(),
  definition: z.enum(['as-run', 'latest']).default('latest').meta({
    description:
      'The version of the integration: that of the run, or the one there is now. A resubmission goes by its own.',
  }),
  liftGuards: z
    .array(guard)
    .default([])
    .meta({ description: 'Guards that do not hold this run; none is lifted but those.' }),
  from: z.enum(['start', 'failed']).default('start').meta({
    description: 'Of a set: failed goes on with the first member that has not Completed, on the versions the run had.',
  }),
  dryRun: z.boolean().optional().meta({ description: 'Apply, count, and roll back; else as the run did.' }),
});

/** Runs that are repeated without entering anything again. */
export function rerunRoutes(dependencies: ApiDependencies): AnyRoute[] {
  const { database } = dependencies;
  return [
    route({
      method: 'post',
      path: '/runs/{run}/rerun',
      summary: 'Run again with the same files, parameters and exclusions; definitionVersion says on which version',
      needs: 'operator',
      params: runParams,
      headers: runCallHeaders,
      body: { schema: rerunBody, code: 'invalid-request', what: 'rerun', optional: true },
      answers: runCallAnswers,
      errors: ['run-not-found', 'run-in-progress', ...runCallRefusals],
      handle: async ({ params, body, caller, request }) => {
        const run = await requireRun(database, params.run);
        requireEnded(run);
        return answerRun(dependencies, request, {
          site: run.site,
          asked: { rerun: run.id, ...body },
          draft: async () => ({
            ...(await (run.isSet ? draftSetRerun : draftRerun)(database, run, body)),
            requestedBy: caller.name,
          }),
        });
      },
    }),
  ];
}

/** @throws IntegratorError `integration-set-not-found`, `invalid-request` for what a set has not. */
async function draftSetRerun(
  database: Database,
  run: StoredRun,
  { name, definition, from, liftGuards, dryRun }: z.output<typeof rerunBody>,
): Promise<Omit<SetRunDraft, 'requestedBy'>> {
  await requireIntegrationSet(database, run.site, run.integration);
  if (liftGuards.length > 0 || dryRun === true) {
    const message = 'liftGuards and dryRun are of integrations: run the member by itself with them.';
    throw new IntegratorError('invalid-request', message);
  }
  return {
    integrationSet: run.integration,
    ...(name === undefined ? {} : { name }),
    members: run.plan?.given ?? [],
    repeat: { asRun: definition === 'as-run' || from === 'failed', fromFailed: from === 'failed' },
    trigger: 'rerun',
    rerunOf: run.id,
  };
}

/** @throws IntegratorError `integration-not-found`, and what the version asks for and the run did not have. */
async function draftRerun(
  database: Database,
  run: StoredRun,
  { name, definition, from, liftGuards, dryRun = run.dryRun }: z.output<typeof rerunBody>,
): Promise<Omit<RunDraft, 'requestedBy'>> {
  if (from === 'failed') {
    const message = 'from: failed is of the runs of sets. Run an integration again as a whole, or correct its rejects.';
    throw new IntegratorError('invalid-request', message);
  }
  const latest = await requireIntegration(database, run.site, run.integration);
  // Corrected records belong to the version whose run has refused them: another one may replace the table with them.
  const isAsRun = definition === 'as-run' || run.resubmits !== null;
  const externalFiles = externalFilesOf(isAsRun ? await requireVersion(database, run) : latest.definition);
  const { fileName, fileSha256: sha256, fileBytes } = run;
  return {
    integration: run.integration,
    ...(isAsRun ? { definitionVersion: run.definitionVersion } : {}),
    ...(name === undefined ? {} : { name }),
    ...(run.direction === 'export' || fileName === null || sha256 === null
      ? {}
      : { file: { name: fileName, sha256, bytes: fileBytes ?? 0 } }),
    externalFiles: await completeExternalFiles(database, run.site, externalFiles, run.externalFiles),
    parameters: run.parameters,
    exclude: Object.keys(run.exclusions),
    dryRun,
    liftGuards,
    ...(run.send === null ? {} : { send: run.send }),
    ...(run.resubmits === null ? {} : { resubmits: { run: run.resubmits, overwrite: run.overwrites } }),
    trigger: 'rerun',
    rerunOf: run.id,
  };
}

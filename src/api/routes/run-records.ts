import { pipeline } from 'node:stream/promises';

import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireRun } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { stepView, viewStep } from '../run-view.js';
import { runParams } from './parameters.js';
import { differenceKind } from '../../model/difference.js';
import { IntegratorError } from '../../model/errors.js';
import { runStatus } from '../../model/run.js';
import { listDifferences } from '../../store/run-differences.js';
import { listSteps } from '../../store/run-steps.js';

const details = z.object({
  run: z.uuid(),
  name: z.string(),
  status: runStatus,
  reason: z.string().optional(),
  steps: z.array(
    stepView.extend({ lines: z.array(z.object({ at: z.iso.datetime({ offset: true }), text: z.string() })) }),
  ),
});

const record = z.record(z.string(), z.unknown()).nullable();
const differences = z.object({
  items: z.array(z.object({ kind: differenceKind, before: record, after: record })),
});

/** What a run did and read. */
export function runRecordRoutes({ database, files }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/runs/{run}/details',
      summary: 'Additional Details: every step with its log lines',
      needs: 'viewer',
      params: runParams,
      answers: { 200: { description: 'The steps, in their order', schema: details } },
      errors: ['run-not-found'],
      handle: async ({ params }) => {
        const { id, name, status, reason } = await requireRun(database, params.run);
        const steps = (await listSteps(database, id)).map((step) => ({ ...viewStep(step), lines: step.lines }));
        return { status: 200, body: { run: id, name, status, ...(reason === null ? {} : { reason }), steps } };
      },
    }),
    route({
      method: 'get',
      path: '/runs/{run}/differences',
      summary: 'What a dry run would insert, update and delete: the first 100 of each kind',
      needs: 'viewer',
      params: runParams,
      query: z.strictObject({ kind: differenceKind.optional() }),
      answers: {
        200: {
          description: 'The differences; none of a run that was no dry run',
          schema: differences,
        },
      },
      errors: ['run-not-found'],
      handle: async ({ params, query: { kind } }) => {
        const { id } = await requireRun(database, params.run);
        return { status: 200, body: { items: await listDifferences(database, id, kind) } };
      },
    }),
    route({
      method: 'get',
      path: '/runs/{run}/source-file',
      summary: 'Source File: the file as it was received',
      needs: 'viewer',
      params: runParams,
      answers: { 200: { description: 'The file', mediaType: 'application/octet-stream' } },
      errors: ['run-not-found', 'file-not-found'],
      handle: async ({ params, response }) => {
        const { fileName, fileSha256, fileBytes, name } = await requireRun(database, params.run);
        if (fileSha256 === null || !(await files.has(fileSha256))) {
          throw new IntegratorError(
            'file-not-found',
            `The run ${name} has received no file, or its file is kept no more.`,
          );
        }
        response.attachment(fileName ?? 'source-file').type('application/octet-stream');
        response.set({
          'Content-Length': String(fileBytes),
          ETag: `"${fileSha256}"`,
          'X-Content-Type-Options': 'nosniff',
        });
        // A caller that breaks off has got what it wanted.
        await pipeline(files.read(fileSha256), response).catch(() => undefined);
        return undefined;
      },
    }),
  ];
}

import { pipeline } from 'node:stream/promises';

import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireRun } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { runParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { reject } from '../../model/reject.js';
import { listRejects } from '../../store/rejects.js';

/** What a run read, and what it refused. */
export function runRecordRoutes({ database, files }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/runs/{run}/rejects',
      summary: 'The records that were refused, with their reasons, in file order',
      params: runParams,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(1000).default(100),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of rejects',
          schema: z.object({ items: z.array(reject), next: z.string().optional() }),
        },
      },
      errors: ['run-not-found'],
      handle: async ({ params, query: { limit, cursor } }) => {
        await requireRun(database, params.run);
        const after = cursor === undefined ? 0 : readCursor(cursor, z.number());
        const items = await listRejects(database, params.run, after, limit);
        const last = items.length === limit ? items.at(-1) : undefined;
        return { status: 200, body: { items, ...(last === undefined ? {} : { next: writeCursor(last.record) }) } };
      },
    }),
    route({
      method: 'get',
      path: '/runs/{run}/source-file',
      summary: 'Source File: the file as it was received',
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

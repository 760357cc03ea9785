import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Request, Response } from 'express';
import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { rejectColumn } from '../reject-column.js';
import { rejectView, viewReject } from '../reject-view.js';
import { rejectsCsv } from '../rejects-csv-answer.js';
import { requireRun, requireImportVersion } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { runParams } from './parameters.js';
import { rejectReason } from '../../model/reject.js';
import { describeCorrectable } from '../../records/correctable-columns.js';
import { describeColumns } from '../../records/rejects-csv-columns.js';
import { countRejects, listRejects } from '../../store/rejects.js';

const query = z.strictObject({
  field: z.string().optional().meta({ description: 'Those with a reason for this field.' }),
  code: rejectReason.shape.code.optional().meta({ description: 'Those with a reason of this code.' }),
  resolved: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: those whose correction went through; false: those still to be corrected.' }),
  format: z.enum(['json', 'csv']).optional().meta({ description: 'Else as Accept says.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'Of a page; a CSV has all.' }),
  cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
});

const summary = z.object({
  items: z.array(
    z.object({
      field: z.string().optional().meta({ description: 'Absent where whole records are at fault.' }),
      code: rejectReason.shape.code,
      records: z.number().int(),
    }),
  ),
  columns: z.array(rejectColumn).meta({
    description: "Those of the run's file, in their order; none where it refused nothing, and of an export.",
  }),
});

/** The Transaction Assistant: the records a run refused. */
export function rejectRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/runs/{run}/rejects',
      summary:
        'The records that were refused, with their reasons, in file order; as text/csv, to correct and send back',
      needs: 'viewer',
      params: runParams,
      query,
      answers: {
        200: {
          description: 'A page of rejects; as CSV, all of them, made for spreadsheets',
          schema: z.object({ items: z.array(rejectView), next: z.string().optional() }),
          mediaType: 'text/csv',
        },
      },
      errors: ['run-not-found', 'integration-not-found'],
      handle: async ({ params, query: { limit, cursor, format, ...asked }, request, response }) => {
        const run = await requireRun(database, params.run);
        const filter = { ...asked, resolved: asked.resolved && asked.resolved === 'true' };
        if (wantsCsv(request, format)) {
          const columns = describeColumns(run.header ?? [], await requireImportVersion(database, run));
          await sendCsv(response, `${run.name} rejects.csv`, rejectsCsv(database, run.id, columns, filter));
          return undefined;
        }
        const after = cursor === undefined ? 0 : readCursor(cursor, z.number().int().positive());
        const items = await listRejects(database, run.id, { ...filter, after, limit });
        const last = items.length === limit ? items.at(-1) : undefined;
        const next = last === undefined ? {} : { next: writeCursor(last.record) };
        return { status: 200, body: { items: items.map((one) => viewReject(one, run.header)), ...next } };
      },
    }),
    route({
      method: 'get',
      path: '/runs/{run}/rejects/summary',
      summary: 'How many records were refused for which field and reason, the most frequent first; and their columns',
      needs: 'viewer',
      params: runParams,
      answers: { 200: { description: 'The counts; a record with several reasons counts for each', schema: summary } },
      errors: ['run-not-found', 'integration-not-found'],
      handle: async ({ params }) => {
        const run = await requireRun(database, params.run);
        const counts = await countRejects(database, run.id);
        const items = counts.map(({ field, ...rest }) => ({ ...(field === null ? {} : { field }), ...rest }));
        const { header } = run;
        const columns = header === null ? [] : describeCorrectable(header, await requireImportVersion(database, run));
        return { status: 200, body: { items, columns } };
      },
    }),
  ];
}

function wantsCsv(request: Request, format: 'json' | 'csv' | undefined): boolean {
  return format === undefined ? request.accepts(['application/json', 'text/csv']) === 'text/csv' : format === 'csv';
}

async function sendCsv(response: Response, name: string, pieces: AsyncGenerator<string>): Promise<void> {
  response.attachment(name).type('text/csv; charset=utf-8');
  response.set({ 'X-Content-Type-Options': 'nosniff', Vary: 'Accept' });
  // A caller that breaks off has got what it wanted; one whose answer broke off sees that it did.
  await pipeline(Readable.from(pieces), response).catch(() => undefined);
}

import type { Request } from 'express';
import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { fileParams, siteParams } from './parameters.js';
import { DEFAULT_MAX_BYTES, DEFAULT_MAX_ZIP_BYTES } from '../../model/import-integration.js';
import { IntegratorError } from '../../model/errors.js';
import { sourceFormat, type SourceFormat } from '../../model/source-format.js';
import { integrations } from '../../store/integrations.js';
import { listUploads, saveUpload } from '../../store/uploads.js';

const stored = z.object({ file: z.string(), sha256: z.string(), bytes: z.number().int() });
const listed = stored.extend({ uploadedAt: z.iso.datetime() });
const position = z.object({ uploadedAt: z.iso.datetime(), name: z.string() });

/** Uploads: files for single runs. */
export function fileRoutes({ database, files }: ApiDependencies): AnyRoute[] {
  /** What the most generous integration of the site takes in this format; each run then goes by its own limits. */
  const limitOf = async (site: string, { zipped }: SourceFormat): Promise<number> => {
    const limits = (await integrations.list(database, site)).flatMap(({ definition }) =>
      definition.direction === 'import' ? [definition.limits] : [],
    );
    return zipped
      ? Math.max(DEFAULT_MAX_ZIP_BYTES, ...limits.map(({ maxZipBytes }) => maxZipBytes))
      : Math.max(DEFAULT_MAX_BYTES, ...limits.map(({ maxBytes }) => maxBytes));
  };

  return [
    route({
      method: 'get',
      path: '/sites/{site}/files',
      summary: 'The files that were uploaded, each name with its latest content, newest first',
      needs: 'viewer',
      params: siteParams,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of uploads',
          schema: z.object({ items: z.array(listed), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query: { limit, cursor } }) => {
        await requireSite(database, site);
        const after = cursor === undefined ? undefined : readCursor(cursor, position);
        const uploads = await listUploads(database, site, {
          after: after && { uploadedAt: new Date(after.uploadedAt), name: after.name },
          limit,
        });
        const items = uploads.map(({ name, sha256, bytes, uploadedAt }) => ({
          ...{ file: name, sha256, bytes },
          uploadedAt: uploadedAt.toISOString(),
        }));
        const last = items.length === limit ? items.at(-1) : undefined;
        const next = last && writeCursor({ uploadedAt: last.uploadedAt, name: last.file });
        return { status: 200, body: { items, ...(next === undefined ? {} : { next }) } };
      },
    }),
    route({
      method: 'put',
      path: '/sites/{site}/files/{filename}',
      summary: 'Upload a file for runs: a source file or an external file',
      needs: 'operator',
      params: fileParams,
      rawBody: {
        what: 'The file as it is; none is an empty one',
        content: { 'application/octet-stream': 'binary' },
        optional: true,
      },
      answers: {
        200: { description: 'Received; the name now stands for this content', schema: stored },
      },
      errors: ['site-not-found', 'file-format', 'file-too-large', 'invalid-definition', 'invalid-request'],
      handle: async ({ params, caller, request }) => {
        await requireSite(database, params.site);
        refusePart(request);
        const limit = await limitOf(params.site, sourceFormat(params.filename));
        // A refused upload is read to its end and thrown away: a caller that is cut off would never see the answer.
        const source = request.iterator({ destroyOnReturn: false });
        const { sha256, bytes } = await files.keep(source, limit);
        await saveUpload(database, params.site, { name: params.filename, sha256, bytes }, caller.name);
        return { status: 200, body: { file: params.filename, sha256, bytes } };
      },
    }),
  ];
}

/** A part would be taken for the whole (RFC 9110, section 14.4). @throws IntegratorError `invalid-request`. */
function refusePart(request: Request): void {
  if (request.get('content-range') === undefined) return;
  const message = 'An upload cannot be gone on with (Content-Range): send the whole file.';
  throw new IntegratorError('invalid-request', message);
}

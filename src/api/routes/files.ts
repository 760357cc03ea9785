import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { fileParams } from './parameters.js';
import { DEFAULT_MAX_BYTES, DEFAULT_MAX_ZIP_BYTES } from '../../model/import-integration.js';
import { sourceFormat, type SourceFormat } from '../../model/source-format.js';
import { integrations } from '../../store/integrations.js';
import { saveUpload } from '../../store/uploads.js';

const stored = z.object({ file: z.string(), sha256: z.string(), bytes: z.number().int() });

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
      method: 'put',
      path: '/sites/{site}/files/{filename}',
      summary: 'Upload a file for runs: a source file or an external file',
      params: fileParams,
      rawBody: { what: 'The file as it is', content: { 'application/octet-stream': 'binary' } },
      answers: {
        200: { description: 'Received; the name now stands for this content', schema: stored },
      },
      errors: ['site-not-found', 'file-format', 'file-too-large', 'invalid-definition'],
      handle: async ({ params, request }) => {
        await requireSite(database, params.site);
        const limit = await limitOf(params.site, sourceFormat(params.filename));
        // A refused upload is read to its end and thrown away: a caller that is cut off would never see the answer.
        const source = request.iterator({ destroyOnReturn: false });
        const { sha256, bytes } = await files.keep(source, limit);
        await saveUpload(database, params.site, { name: params.filename, sha256, bytes });
        return { status: 200, body: { file: params.filename, sha256, bytes } };
      },
    }),
  ];
}

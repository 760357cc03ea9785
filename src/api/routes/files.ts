import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { fileParams } from './parameters.js';
import { DEFAULT_MAX_BYTES } from '../../model/integration.js';
import { listIntegrations } from '../../store/integrations.js';
import { saveUpload } from '../../store/uploads.js';

const stored = z.object({ file: z.string(), sha256: z.string(), bytes: z.number().int() });

/** Uploads: files for single runs. */
export function fileRoutes({ database, files }: ApiDependencies): AnyRoute[] {
  /** What the most generous integration of the site takes; each run then goes by its own limit. */
  const limitOf = async (site: string): Promise<number> => {
    const limits = (await listIntegrations(database, site)).map(({ definition }) => definition.limits.maxBytes);
    return Math.max(DEFAULT_MAX_BYTES, ...limits);
  };

  return [
    route({
      method: 'put',
      path: '/sites/{site}/files/{filename}',
      summary: 'Upload a source file for a run',
      params: fileParams,
      rawBody: 'The file as it is',
      answers: {
        200: { description: 'Received; the name now stands for this content', schema: stored },
      },
      errors: ['site-not-found', 'file-too-large'],
      handle: async ({ params, request }) => {
        await requireSite(database, params.site);
        // A refused upload is read to its end and thrown away: a caller that is cut off would never see the answer.
        const source = request.iterator({ destroyOnReturn: false });
        const { sha256, bytes } = await files.keep(source, await limitOf(params.site));
        await saveUpload(database, params.site, { name: params.filename, sha256, bytes });
        return { status: 200, body: { file: params.filename, sha256, bytes } };
      },
    }),
  ];
}

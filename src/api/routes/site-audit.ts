import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { present } from '../present.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { siteAction, siteActionDetails } from '../../model/site-audit.js';
import { listAudits, type StoredSiteAudit } from '../../store/site-audits.js';

const position = z.number().int();

const auditView = z.object({
  at: z.iso.datetime(),
  action: siteAction,
  by: z.string(),
  reason: z.string().optional(),
  ...siteActionDetails.shape,
});

/** What was done to a site, by whom and why. */
export function siteAuditRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/audit',
      summary: 'What was done to the site, newest first: starts and stops, done or planned, clones, armed connections',
      params: siteParams,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of what was done',
          schema: z.object({ items: z.array(auditView), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query: { limit, cursor } }) => {
        await requireSite(database, site);
        const before = cursor === undefined ? undefined : readCursor(cursor, position);
        const audits = await listAudits(database, site, { before, limit });
        const next = audits.length === limit ? audits.at(-1)?.position : undefined;
        const page = next === undefined ? {} : { next: writeCursor(next) };
        return { status: 200, body: { items: audits.map(viewAudit), ...page } };
      },
    }),
  ];
}

function viewAudit({ at, action, by, reason, details }: StoredSiteAudit): z.output<typeof auditView> {
  return { at: at.toISOString(), action, by, ...present('reason', reason), ...details };
}

import { z } from 'zod';

import { auditOfAllView, auditView, viewAudit, viewAuditOfAll } from '../audit-view.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';
import { siteId } from '../../model/names.js';
import { siteAction } from '../../model/site-audit.js';
import { listAudits, type StoredAudit } from '../../store/audits.js';
import type { Database } from '../../store/database.js';

const position = z.number().int();
const time = z.iso.datetime({ offset: true });

const query = z.strictObject({
  action: siteAction.optional(),
  by: z.string().optional().meta({ description: 'Who did it.' }),
  from: time.optional(),
  to: time.optional().meta({ description: 'Not included.' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
});

const answersWith = (view: z.ZodObject) => ({
  200: {
    description: 'A page of what was done',
    schema: z.object({ items: z.array(view), next: z.string().optional() }),
  },
});

/** What was done, by whom and why. */
export function auditRoutes({ database }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/audit',
      summary: 'What was done to the site and what it has, newest first: who, when, what, from, to',
      needs: 'viewer',
      params: siteParams,
      query,
      answers: answersWith(auditView),
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query }) => {
        await requireSite(database, site);
        const { audits, ...next } = await readPage(database, site, query);
        return { status: 200, body: { items: audits.map(viewAudit), ...next } };
      },
    }),
    route({
      method: 'get',
      path: '/audit',
      summary: 'What was done to all sites, also to those that are deleted, and to API keys, newest first',
      needs: 'admin',
      ofAllSites: true,
      params: z.object({}),
      query: query.extend({ site: siteId.optional() }),
      answers: answersWith(auditOfAllView),
      errors: [],
      handle: async ({ query: { site, ...query } }) => {
        const { audits, ...next } = await readPage(database, site, query);
        return { status: 200, body: { items: audits.map(viewAuditOfAll), ...next } };
      },
    }),
  ];
}

async function readPage(
  database: Database,
  site: string | undefined,
  { action, by, from, to, limit, cursor }: z.output<typeof query>,
): Promise<{ audits: StoredAudit[]; next?: string }> {
  const audits = await listAudits(database, {
    site,
    action,
    by,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    before: cursor === undefined ? undefined : readCursor(cursor, position),
    limit,
  });
  const next = audits.length === limit ? audits.at(-1)?.position : undefined;
  return { audits, ...(next === undefined ? {} : { next: writeCursor(next) }) };
}

import { z } from 'zod';

import { present } from './present.js';
import { changedPaths } from '../model/changed-paths.js';
import { siteId } from '../model/names.js';
import { siteAction, siteActionDetails, siteChange } from '../model/site-audit.js';
import type { StoredAudit } from '../store/audits.js';

const changeView = siteChange.extend({
  from: siteChange.shape.from.meta({ description: 'The definition as it was; null where there was none.' }),
  to: siteChange.shape.to.meta({ description: 'The definition as it is since; null where there is none.' }),
  paths: z.array(z.string()).meta({ description: 'Where they differ; none of what was made or deleted as a whole.' }),
});

/** A line of the audit: who did what, when. */
export const auditView = z.object({
  at: z.iso.datetime(),
  action: siteAction,
  by: z.string(),
  reason: z.string().optional(),
  ...siteActionDetails.shape,
  change: changeView.optional(),
});

/** A line of the audit of all sites. */
export const auditOfAllView = auditView.extend({
  site: siteId.optional().meta({ description: 'Absent where it was done to no site, as with API keys.' }),
});

export function viewAudit({ at, action, by, reason, details, change }: StoredAudit): z.output<typeof auditView> {
  return {
    at: at.toISOString(),
    action,
    by,
    ...present('reason', reason),
    ...details,
    ...present('change', change && { ...change, paths: pathsOf(change) }),
  };
}

export function viewAuditOfAll(audit: StoredAudit): z.output<typeof auditOfAllView> {
  return { ...present('site', audit.site), ...viewAudit(audit) };
}

function pathsOf({ from, to }: z.output<typeof siteChange>): string[] {
  return from === null || to === null ? [] : changedPaths(from, to);
}

import type { RunTrigger } from '../model/run.js';
import type { SiteAction, SiteAudit } from '../model/site-audit.js';
import type { NewRun } from './insert-run.js';

/** What a run that somebody asked for leaves in the audit. A fire of a schedule was asked for when that was made. */
const ACTIONS: Record<RunTrigger, SiteAction | undefined> = {
  manual: 'run',
  signal: 'run',
  rerun: 'rerun',
  resubmit: 'resubmit',
  schedule: undefined,
};

/** The line has the id of its run: however often the run is opened, there is one. Undefined where there is to be none. */
export function auditOfRun(run: NewRun): SiteAudit | undefined {
  const action = ACTIONS[run.trigger];
  if (action === undefined || run.refusal !== undefined || run.setRun !== null) return undefined;
  const what = run.isSet ? { integrationSet: run.integration } : { integration: run.integration };
  return { id: run.id, at: Date.now(), action, by: run.requestedBy, details: { ...what, run: run.id } };
}

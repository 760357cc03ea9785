import { ApiProblem } from '../../client/api-problem.js';
import { answerOf } from '../../client/create-client.js';
import type { SiteContent } from '../../client/site-pieces.js';
import type { Session } from '../session.js';
import { carryOutPlan } from './carry-out-plan.js';
import { checkPlan } from './check-plan.js';
import { formatPlan, titleOf } from './format-plan.js';
import { isChange, planSite, type SitePlan } from './plan-site.js';
import { readSiteFile, type ReadSiteFile } from './read-site-file.js';
import { referenceIssues } from './reference-issues.js';

export interface ApplyOptions {
  file: string;
  dryRun?: true;
  yes?: true;
  prune?: true;
}

/**
 * Makes a site what its file says: tells what would change, asks, and does it.
 *
 * @throws FileIssues where a part of it is wrong: nothing is changed then.
 */
export async function applyFile(session: Session, options: ApplyOptions): Promise<void> {
  const { api, terminal, json } = session;
  const { dryRun = false, prune = false } = options;
  const file = await readSiteFile(options.file);
  const there = await findSite(session, file.content.site);
  const plan = planSite(file.content, file.meant, there);
  const issues = [...referenceIssues(file.meant, knownNames(file, there, prune)), ...(await checkPlan(api, plan))];
  if (issues.length > 0) throw file.issues(issues);

  const changes = plan.pieces.some(isChange) || (prune && plan.onlyThere.length > 0);
  if (!json) terminal.print(...formatPlan(plan, prune), ...(changes ? [] : ['Nothing is to be changed.']));
  const isApplied = changes && !dryRun;
  if (isApplied) {
    await session.requireYes(`Apply this to site ${plan.site}?`, options.yes);
    await carryOutPlan(api, plan, prune, (done) => !json && terminal.print(done));
    if (!json && there === undefined) terminal.note(`Its Integrator is Stopped: integrator site start ${plan.site}`);
  }
  if (json) session.show(planAsJson(plan, prune, isApplied), () => []);
}

async function findSite({ api }: Session, site: string): Promise<SiteContent | undefined> {
  try {
    const params = { path: { site } };
    const headers = { Accept: 'application/json' };
    return await answerOf(api.GET('/api/v1/sites/{site}/definition', { params, headers }));
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'site-not-found') return undefined;
    throw error;
  }
}

/** What there will be once the file is applied. */
function knownNames({ meant }: ReadSiteFile, there: SiteContent | undefined, prune: boolean) {
  const staying = prune ? undefined : there;
  return {
    integrations: new Set(Object.keys({ ...meant.integrations, ...staying?.integrations })),
    integrationSets: new Set(Object.keys({ ...meant.integrationSets, ...staying?.integrationSets })),
  };
}

function planAsJson({ site, pieces, onlyThere }: SitePlan, prune: boolean, applied: boolean) {
  return {
    site,
    applied,
    new: pieces.filter(({ created }) => created).map((planned) => titleOf(site, planned)),
    changed: pieces
      .filter(({ created, changes }) => !created && changes.length > 0)
      .map((planned) => ({ piece: titleOf(site, planned), changes: planned.changes })),
    onlyThere,
    deleted: applied && prune ? onlyThere : [],
  };
}

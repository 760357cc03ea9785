import { activityInfo } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { planSet, repeatPlan } from './plan-set.js';
import { IntegratorError } from '../model/errors.js';
import type { SetPlan } from '../model/integration-set.js';
import { defaultRunName, setRunName, type Fraction } from '../model/run-name.js';
import type { SetRunRequest } from '../model/run-request.js';
import type { Database } from '../store/database.js';
import { integrationSets } from '../store/integration-sets.js';
import type { NewRun } from '../store/insert-run.js';
import { findRun, type StoredRun } from '../store/runs.js';
import { findMemberRuns } from '../store/set-runs.js';
import { findSite } from '../store/sites.js';

/** The run of a set as it is to be written down, with its plan; or with the refusal where it may not start. */
export async function draftSetRun(
  { database }: Dependencies,
  request: SetRunRequest,
  fraction: Fraction,
): Promise<NewRun> {
  const { site, integrationSet, rerunOf, repeat } = request;
  const zone = (await findSite(database, site))?.timeZone ?? 'UTC';
  const now = performance.timeOrigin + performance.now();
  const name = request.name ?? defaultRunName(setRunName(request.nameStem ?? integrationSet), zone, now, fraction);
  const asRun = repeat?.asRun === true ? await findPlanned(database, rerunOf ?? '') : undefined;
  const current = await integrationSets.find(database, site, integrationSet);
  const draft = draftOf(request, asRun?.definitionVersion ?? current?.version ?? 0, name);
  try {
    if (current === undefined) {
      const message = `Site ${site} has no integration set ${integrationSet}.`;
      throw new IntegratorError('integration-set-not-found', message);
    }
    if (repeat?.fromFailed === true && asRun === undefined) {
      const message = 'What had Completed of the run is not kept any more. Run the set as a whole.';
      throw new IntegratorError('invalid-request', message);
    }
    const plan =
      asRun === undefined || asRun.plan === null || asRun.plan.members.length === 0
        ? await planSet(database, request, current.definition, request.members ?? [])
        : await repeatPlan(database, request, asRun.plan, await countDone(database, request, asRun.plan));
    return { ...draft, plan };
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    // The seed: a scheduled run whose template was deleted generates an error when it runs.
    const isDeleted = error.code === 'integration-not-found' || error.code === 'integration-set-not-found';
    const failed = isDeleted && request.fire !== undefined ? ({ status: 'Failed' } as const) : {};
    return { ...draft, refusal: { code: error.code, reason: error.message, ...failed } };
  }
}

/** The run whose plan is repeated: one that could not start has none, and stands for the one it was to repeat. */
async function findPlanned(database: Database, run: string): Promise<StoredRun | undefined> {
  const found = await findRun(database, run);
  const isPlanned = (found?.plan?.members.length ?? 0) > 0;
  return isPlanned || found === undefined || found.rerunOf === null ? found : findPlanned(database, found.rerunOf);
}

/** How many of the first members have Completed in the run that is repeated from where it failed. */
async function countDone(database: Database, { repeat }: SetRunRequest, { members }: SetPlan): Promise<number> {
  if (repeat?.fromFailed !== true) return 0;
  const runs = await findMemberRuns(database, members);
  const done = members.findIndex(({ run, isDone = false }) => !isDone && runs.get(run)?.status !== 'Completed');
  if (done >= 0) return done;
  const message = 'Every member of the run has Completed: there is none to repeat it from. Run the set again.';
  throw new IntegratorError('invalid-request', message);
}

function draftOf(request: SetRunRequest, definitionVersion: number, name: string): NewRun {
  const { fire } = request;
  return {
    id: request.run,
    site: request.site,
    integration: request.integrationSet,
    isSet: true,
    definitionVersion,
    name,
    // Also of one that may not start: it may be run again with what it was asked with.
    plan: { given: request.members ?? [], members: [] },
    trigger: request.trigger,
    requestedBy: request.requestedBy,
    requestHash: request.requestHash ?? null,
    rerunOf: request.rerunOf ?? null,
    schedule: fire?.schedule ?? null,
    intendedAt: fire === undefined ? null : new Date(fire.intendedAt),
    temporalRunId: activityInfo().workflowExecution?.runId ?? '',
    setRun: null,
    member: null,
    parameters: {},
    fileName: null,
    fileSha256: null,
    fileBytes: null,
    externalFiles: {},
    exclusions: {},
    dryRun: false,
    liftedGuards: [],
    resubmits: null,
    overwrites: false,
    holdsFile: true,
    direction: 'import',
    send: null,
  };
}

import { IntegratorError } from '../model/errors.js';
import { externalFilesOf, type Integration } from '../model/integration.js';
import {
  giveMember,
  type IntegrationSet,
  type MemberGiven,
  type PlannedMember,
  type SetMember,
  type SetPlan,
  wrongMember,
} from '../model/integration-set.js';
import { resolveParameters } from '../model/parameters.js';
import type { Database } from '../store/database.js';
import { completeExternalFiles } from '../store/external-files.js';
import { integrations } from '../store/integrations.js';
import { runIdFrom } from '../store/run-id.js';
import { requireUpload, requireUploads } from '../store/uploads.js';

/** Whose plan it is: the run of a set. */
export interface SetToPlan {
  run: string;
  site: string;
  integrationSet: string;
}

/**
 * The members of a set as a run goes by them: the integrations as they are now, the files that are there now.
 *
 * @param given what members are given beside what the set says, by position.
 * @throws IntegratorError naming the member whose integration was deleted, or that lacks a parameter or a file.
 */
export async function planSet(
  database: Database,
  set: SetToPlan,
  { members, abortOnFailure }: IntegrationSet,
  given: MemberGiven[],
): Promise<SetPlan> {
  if (given.length > members.length) {
    const message = `${set.integrationSet} has ${members.length} members; ${given.length} were given something.`;
    throw new IntegratorError('invalid-request', message);
  }
  const planned: PlannedMember[] = [];
  for (const [index, member] of members.entries()) {
    const wrong = wrongMember(member, given[index]);
    if (wrong !== undefined)
      throw ofMember(set, index, member.integration, new IntegratorError('invalid-request', `${wrong}.`));
    planned.push(await planMember(database, set, index, giveMember(member, given[index]), abortOnFailure));
  }
  return { given, members: planned };
}

/**
 * The plan of an earlier run of a set, to be gone by once more: on its versions, with its files.
 *
 * @param done how many of its first members have Completed and are not repeated.
 * @throws IntegratorError `integration-not-found` naming the member whose integration was deleted since.
 */
export async function repeatPlan(database: Database, set: SetToPlan, plan: SetPlan, done: number): Promise<SetPlan> {
  const members: PlannedMember[] = [];
  for (const [index, member] of plan.members.entries()) {
    if (index < done) {
      members.push({ ...member, isDone: true });
      continue;
    }
    await requireMember(database, set, index, member.integration);
    const { isDone, ...again } = member;
    members.push({ ...again, run: runOf(set, index) });
  }
  return { ...plan, members };
}

async function planMember(
  database: Database,
  set: SetToPlan,
  index: number,
  member: SetMember,
  abortOnFailure: boolean,
): Promise<PlannedMember> {
  const { integration, onFailure = abortOnFailure ? 'abort' : 'continue', when } = member;
  const { version, definition } = await requireMember(database, set, index, integration);
  const input = await naming(set, index, integration, () => settleInput(database, set.site, definition, member));
  return { integration, definitionVersion: version, run: runOf(set, index), input, onFailure, when };
}

async function settleInput(
  database: Database,
  site: string,
  definition: Integration,
  { parameters = {}, file, externalFiles = {}, exclude = [] }: SetMember,
): Promise<PlannedMember['input']> {
  const given = await requireUploads(database, site, externalFiles);
  return {
    parameters: resolveParameters(definition.parameters, parameters),
    ...(file === undefined ? {} : { file: await requireUpload(database, site, file) }),
    externalFiles: await completeExternalFiles(database, site, externalFilesOf(definition), given),
    exclude,
  };
}

/** @throws IntegratorError `integration-not-found`. */
async function requireMember(database: Database, { site, integrationSet }: SetToPlan, index: number, name: string) {
  const found = await integrations.find(database, site, name);
  if (found !== undefined) return found;
  const message = `Member ${index + 1} of ${integrationSet}, ${name}, was deleted: the set does not start. Take it out of the set, or make the integration again.`;
  throw new IntegratorError('integration-not-found', message);
}

async function naming<Result>(
  set: SetToPlan,
  index: number,
  integration: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    throw ofMember(set, index, integration, error);
  }
}

/** The error, saying whose it is. */
function ofMember(
  { integrationSet }: SetToPlan,
  index: number,
  integration: string,
  { code, message, details }: IntegratorError,
): IntegratorError {
  const named = `Member ${index + 1} of ${integrationSet}, ${integration}: ${message}`;
  return new IntegratorError(code, named, { ...details, member: index + 1 });
}

function runOf({ run }: SetToPlan, index: number): string {
  return runIdFrom(run, String(index + 1));
}

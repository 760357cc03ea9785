import { z } from 'zod';

import { definitionName, fileName } from './names.js';
import { parameterValues } from './parameters.js';
import type { RunRequest } from './run-request.js';

/** What an integration is given when it runs as a member of a set (seed: Schedule Integrations, Caution). */
export const memberInput = z.strictObject({
  parameters: parameterValues.optional(),
  file: fileName.optional().meta({ description: "An uploaded file; else the integration's own source is taken." }),
  externalFiles: z
    .record(definitionName, fileName)
    .optional()
    .meta({ description: 'Uploaded files, by the names the integration gives to its external files.' }),
  exclude: z.array(definitionName).optional().meta({ description: 'Exclusion groups of the site.' }),
});
export type MemberInput = z.output<typeof memberInput>;

/** What a run, or a schedule, gives a member of a set by its position. */
export const memberGiven = memberInput.extend({
  integration: definitionName.optional().meta({
    description: 'Which member it is meant for: said, it is given to no other one, whatever becomes of the set.',
  }),
});
export type MemberGiven = z.output<typeof memberGiven>;

/** What becomes of a set when a member has not Completed. */
const onFailure = z.enum(['abort', 'continue']);
/** Whether a member runs whatever became of the one before it. */
const when = z.enum(['always', 'previousSucceeded']);

const setMember = z.strictObject({
  integration: definitionName,
  ...memberInput.shape,
  onFailure: onFailure
    .optional()
    .meta({ description: 'When this member has not Completed; else as abortOnFailure of the set says.' }),
  when: when.default('always').meta({ description: 'previousSucceeded: only if the member before it has Completed.' }),
});
export type SetMember = z.output<typeof setMember>;

/** Integrations that run one after the other (seed: Test the integrations; Configure Integration Sets). */
export const integrationSet = z.strictObject({
  description: z.string().optional(),
  abortOnFailure: z
    .boolean()
    .default(false)
    .meta({ description: 'A member that ends Failed or Completed with Errors stops the set.' }),
  members: z.array(setMember).min(1, 'expected at least one integration').max(100),
});
export type IntegrationSet = z.output<typeof integrationSet>;

/** A member with what a run, or a schedule, gives it beside what the set says. */
export function giveMember(member: SetMember, { integration, ...given }: MemberGiven = {}): SetMember {
  return { ...member, ...given, parameters: { ...member.parameters, ...given.parameters } };
}

/** What is wrong where a member is not the one that something was given to; undefined where it is. */
export function wrongMember({ integration: is }: SetMember, given: MemberGiven | undefined): string | undefined {
  const meant = given?.integration ?? is;
  return meant === is ? undefined : `it is given what is meant for ${meant}; the set has changed`;
}

/** A member as a run of the set goes by it. */
export interface PlannedMember {
  integration: string;
  definitionVersion: number;
  /** Its run; where `isDone`, the one of an earlier run of the set that has Completed, and is not repeated. */
  run: string;
  isDone?: true;
  /** What it is asked for with: its files are those that were there when the set's run was opened. */
  input: Pick<RunRequest, 'parameters' | 'file' | 'externalFiles' | 'exclude'>;
  onFailure: z.output<typeof onFailure>;
  when: z.output<typeof when>;
}

/** What a set's run was asked with, and the members it has, in their order. */
export interface SetPlan {
  /** By position; what is absent is as the set says. */
  given: MemberGiven[];
  members: PlannedMember[];
}

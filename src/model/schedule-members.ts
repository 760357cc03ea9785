import { giveMember, type IntegrationSet, type MemberInput } from './integration-set.js';
import type { Schedule } from './schedule.js';

/** An integration that a schedule runs, with all that it is given. */
export interface ScheduledMember extends MemberInput {
  integration: string;
}

/**
 * What a schedule runs, in order: its integration; or the members of its set, with what the set gives them and what the
 * schedule gives them beside it.
 *
 * @param set the set it names, where it names one that there is.
 */
export function scheduledMembers(definition: Schedule, set: IntegrationSet | undefined): ScheduledMember[] {
  const { integration, parameters, file, externalFiles, exclude, members = [] } = definition;
  if (integration !== undefined) return [{ integration, parameters, file, externalFiles, exclude }];
  return (set?.members ?? []).map((member, index) => giveMember(member, members[index]));
}

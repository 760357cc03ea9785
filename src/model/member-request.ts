import type { PlannedMember } from './integration-set.js';
import type { RunRequest, SetRunRequest } from './run-request.js';

/** The run of a member, as the run of its set asks for it; `position` counts from 1. */
export function memberRequest(
  { run, site, trigger, requestedBy }: Pick<SetRunRequest, 'run' | 'site' | 'trigger' | 'requestedBy'>,
  member: PlannedMember,
  position: number,
): RunRequest {
  return {
    run: member.run,
    site,
    integration: member.integration,
    definitionVersion: member.definitionVersion,
    ...member.input,
    trigger,
    requestedBy,
    memberOf: { run, position },
  };
}

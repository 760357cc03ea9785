// The ids of our workflows in Temporal (DESIGN §6).

export const siteWorkflowId = (site: string): string => `site/${site}`;
/** Of a run of an integration as of a set. */
export const runWorkflowId = (run: string): string => `run/${run}`;
export const settlementWorkflowId = (run: string): string => `settlement/${run}`;
export const scheduleUpkeepWorkflowId = (site: string, id: string): string => `schedule-upkeep/${site}/${id}`;
/** Of the workflow that sees to a fire; Temporal adds when it was due. */
export const fireWorkflowId = (site: string, schedule: string): string => `fire/${site}/${schedule}`;
/** Of Temporal's own Schedule. */
export const temporalScheduleId = (site: string, schedule: string): string => `schedule/${site}/${schedule}`;

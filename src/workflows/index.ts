export { connectionCheck, pendingCount } from './inspections.js';
export { integrationRun } from './integration-run.js';
export { integrationSetRun } from './integration-set-run.js';
export { notifications, notificationTrial } from './notifications.js';
export { retention } from './retention.js';
export { scheduleUpkeep } from './schedule-upkeep.js';
export { scheduledRequest } from './scheduled-request.js';
export { settlement } from './settlement.js';
export { site } from './site.js';

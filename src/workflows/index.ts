export { connectionCheck, pendingCount } from './inspections.js';
export { integrationRun } from './integration-run.js';
export { settlement } from './settlement.js';
export { site } from './site.js';

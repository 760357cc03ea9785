export { integrationRun } from './integration-run.js';
export { settlement } from './settlement.js';
export { site } from './site.js';

export { integrationRun } from './integration-run.js';
export { site } from './site.js';

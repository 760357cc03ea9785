import { integrationSet } from '../model/integration-set.js';
import { VersionedDefinitions } from './versioned-definitions.js';

/** The integration sets of sites. */
export const integrationSets = new VersionedDefinitions(
  'integration_set',
  integrationSet,
  'integration set',
  'integrationSet',
);

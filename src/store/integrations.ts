import { integration } from '../model/integration.js';
import { VersionedDefinitions } from './versioned-definitions.js';

/** The integrations of sites. */
export const integrations = new VersionedDefinitions('integration', integration, 'integration', 'integration');

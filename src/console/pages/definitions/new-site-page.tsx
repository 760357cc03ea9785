import '../../styles/definitions.css';

import { NewDefinitionPage } from './new-definition-page.js';

/** A site to be made. */
export function NewSitePage() {
  return <NewDefinitionPage kind="site" />;
}

import '../../styles/definitions.css';

import { useLocation } from 'preact-iso';

import { NotFoundPage } from '../not-found-page.js';
import { DefinitionPage } from './definition-page.js';
import { definitionAt, pageOf } from './definition.js';
import { NewDefinitionPage } from './new-definition-page.js';
import { Overview } from './overview.js';

/** The definitions of a site: all of them, one, or one to be made, as the address says. */
export function DefinitionsPage() {
  const [, , site = '', , ...place] = useLocation().path.split('/').map(decodeURIComponent);
  const [folder] = place;
  if (folder === undefined || folder === '') return <Overview site={site} />;
  if (folder === 'new-integration') return <NewDefinitionPage key={folder} kind="integration" site={site} />;
  if (folder === 'new-set') return <NewDefinitionPage key={folder} kind="integrationSet" site={site} />;
  const definition = definitionAt(site, place);
  if (definition === undefined) return <NotFoundPage />;
  return <DefinitionPage key={pageOf(definition)} definition={definition} />;
}

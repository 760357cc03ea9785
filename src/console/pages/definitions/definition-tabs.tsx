import { pageOf, type Definition } from './definition.js';

/** What there is of a definition: what it says, and what it said. */
export function DefinitionTabs({ definition, shown }: { definition: Definition; shown: string | undefined }) {
  const page = pageOf(definition);
  const tab = (label: string, part?: string) => (
    <a
      href={part === undefined ? page : `${page}?part=${part}`}
      {...(shown === part && { 'aria-current': 'page' as const })}
    >
      {label}
    </a>
  );
  return (
    <nav class="tabs" aria-label={`Of ${definition.name}`}>
      {tab('Definition')}
      {tab('Versions', 'versions')}
    </nav>
  );
}

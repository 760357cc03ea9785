import { useKeptState } from '../../live/use-kept-state.js';
import { draftKeyOf, pageOf, type Definition } from './definition.js';

interface Listed {
  definition: Definition;
  version: number;
  /** What it is, in a line. */
  about: string;
}

interface DefinitionListProps {
  title: string;
  /** What is said where there are none. */
  empty: string;
  /** Undefined until they are known. */
  items: readonly Listed[] | undefined;
}

/** Definitions of a kind, each of which leads to its page. */
export function DefinitionList({ title, empty, items }: DefinitionListProps) {
  const id = title.toLowerCase().replace(' ', '-');
  return (
    <section class="card stack tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {items?.length === 0 && <p class="soft">{empty}</p>}
      <ul class="definitions">
        {items?.map((item) => (
          <li key={item.definition.name}>
            <a href={pageOf(item.definition)}>{item.definition.name}</a>
            <span class="soft">{item.about}</span>
            <Unsaved definition={item.definition} />
            <span class="soft nowrap">version {item.version}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Says of a definition that it was changed here, and not saved. */
function Unsaved({ definition }: { definition: Definition }) {
  const [draft] = useKeptState<unknown>(draftKeyOf(definition), null);
  return <span class="unsaved">{draft !== null && 'Not saved yet'}</span>;
}

import { useGo } from '../../live/use-go.js';
import { useQuery } from '../../live/use-query.js';
import { Field } from '../../parts/field.js';
import { useMay } from '../../shell/caller.js';
import { useShell } from '../../shell/shell-data.js';
import { DefinitionEditor } from './definition-editor.js';
import { definitionsOf, KIND_NAMES, pageOf, type Definition } from './definition.js';
import { startText } from './start-text.js';
import { useDraft } from './use-draft.js';
import { useIntegrationNames } from './use-integration-names.js';

interface NewDefinitionPageProps {
  kind: Definition['kind'];
  /** Absent where the site itself is to be made. */
  site?: string;
}

const HINTS: Readonly<Record<Definition['kind'], string>> = {
  site: 'Such as LIVE, STAGE or DEV. It stays in addresses and cannot be changed.',
  integration: 'Such as employees. Runs, sets and schedules name it; it cannot be changed.',
  integrationSet: 'Such as night. Runs and schedules name it; it cannot be changed.',
};

/** A definition to be made: its name, and an example to begin with that says what is what. */
export function NewDefinitionPage({ kind, site }: NewDefinitionPageProps) {
  const go = useGo();
  const { query, change } = useQuery();
  const name = (query.name ?? '').trim();
  const definition: Definition = { kind, site: site ?? name, name };
  const { site: known, sites } = useShell();
  const integrations = useIntegrationNames(site);
  const mayMake = useMay('admin', site);
  const start = startText(kind, { connections: known.data?.connections ?? {}, integrations: integrations ?? [] });
  const draft = useDraft(`new ${kind} ${site ?? ''}`, undefined, start);
  const isKnown = site === undefined || (known.data !== undefined && integrations !== undefined);
  return (
    <>
      <nav aria-label="Where this is">
        <a href={site === undefined ? '/' : definitionsOf(site)}>{site === undefined ? 'Sites' : 'Definitions'}</a> /
      </nav>
      <h1>New {KIND_NAMES[kind]}</h1>
      <div class="name-field">
        <Field label="Name" required hint={HINTS[kind]}>
          <input
            value={query.name ?? ''}
            maxLength={127}
            disabled={!mayMake}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget: { value } }) => change({ name: value }, { replace: true })}
          />
        </Field>
      </div>
      {isKnown && (
        <DefinitionEditor
          definition={definition}
          saved={undefined}
          draft={draft}
          isNamed={name !== ''}
          onSaved={() => {
            sites.refresh();
            go(pageOf(definition), true);
          }}
          onOvertaken={() => undefined}
        />
      )}
    </>
  );
}

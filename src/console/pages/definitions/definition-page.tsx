import { useState } from 'preact/hooks';

import { useGo } from '../../live/use-go.js';
import { useQuery } from '../../live/use-query.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useMay } from '../../shell/caller.js';
import { useShell } from '../../shell/shell-data.js';
import { ConfirmDeleteDefinition } from './confirm-delete-definition.js';
import { DefinitionEditor } from './definition-editor.js';
import { DefinitionTabs } from './definition-tabs.js';
import { definitionsOf, draftKeyOf, KIND_NAMES, type Definition } from './definition.js';
import { readSaved } from './read-saved.js';
import { SiteConnections } from './site-connections.js';
import { useDraft } from './use-draft.js';
import { Versions } from './versions.js';

/** A definition: what it says, its versions, and its end. */
export function DefinitionPage({ definition }: { definition: Definition }) {
  const { site, kind, name } = definition;
  const go = useGo();
  const { query, change } = useQuery();
  const { sites } = useShell();
  const saved = useResource((signal) => readSaved(definition, signal), []);
  useRefreshOn(kind === 'site' ? 'site' : 'definition', saved.refresh);
  const draft = useDraft(draftKeyOf(definition), saved.data?.text);
  const mayDelete = useMay('admin', site) && saved.data?.text !== undefined;
  const [deleting, setDeleting] = useState(false);
  const [restored, setRestored] = useState(0);
  const restore = (text: string): void => {
    draft.write(text);
    setRestored(restored + 1);
    change({ part: undefined, from: undefined, to: undefined });
  };
  const isThere = saved.data?.text !== undefined || draft.isChanged;
  return (
    <>
      <nav aria-label="Where this is">
        <a href={definitionsOf(site)}>Definitions</a> /
      </nav>
      <div class="row apart">
        <h1>
          {name} <span class="soft kind-name">{KIND_NAMES[kind]}</span>
        </h1>
        <Button kind="danger" disabled={!mayDelete} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      </div>
      {kind !== 'site' && <DefinitionTabs definition={definition} shown={query.part} />}
      <ProblemNote problem={saved.problem} onRetry={saved.refresh} />
      {query.part === 'versions' ? (
        <Versions definition={definition} saved={saved.data?.text} onRestore={restore} />
      ) : (
        <>
          <ProblemNote problem={saved.data?.absent} />
          {saved.data !== undefined && isThere && (
            <DefinitionEditor
              key={restored}
              definition={definition}
              saved={saved.data.text}
              draft={draft}
              saveNow={restored > 0}
              onSaved={saved.refresh}
              onOvertaken={saved.refresh}
            />
          )}
        </>
      )}
      {kind === 'site' && <SiteConnections />}
      {deleting && (
        <ConfirmDeleteDefinition
          definition={definition}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            draft.discard();
            sites.refresh();
            go(kind === 'site' ? '/' : definitionsOf(site));
          }}
        />
      )}
    </>
  );
}

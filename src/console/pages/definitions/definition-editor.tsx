import { useState } from 'preact/hooks';

import { Button } from '../../parts/button.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useMay } from '../../shell/caller.js';
import { ConfirmSave } from './confirm-save.js';
import type { Definition } from './definition.js';
import { YamlEditor } from './editor/yaml-editor.js';
import { SavedMeanwhile } from './saved-meanwhile.js';
import { useCheck } from './use-check.js';
import type { Draft } from './use-draft.js';
import { useGuide } from './use-guide.js';

interface DefinitionEditorProps {
  definition: Definition;
  /** As it is saved; undefined where there is none. */
  saved: string | undefined;
  draft: Draft;
  /** It is asked at once whether to save it. */
  saveNow?: boolean;
  /** Whether it has the name it is to be saved by. */
  isNamed?: boolean;
  /** Told when it was saved, and when it turns out that somebody else has. */
  onSaved: () => void;
  onOvertaken: () => void;
}

/** A definition as YAML: written, checked meanwhile, and saved after one has seen what changes. */
export function DefinitionEditor(props: DefinitionEditorProps) {
  const { definition, saved, draft, saveNow = false, isNamed = true, onSaved, onOvertaken } = props;
  const { site, kind, name } = definition;
  const may = useMay('admin', kind === 'site' && saved === undefined ? undefined : site);
  const [saving, setSaving] = useState(saveNow);
  const isToSave = may && isNamed && (draft.isChanged || saved === undefined);
  const { issues, problem } = useCheck(isToSave ? definition : undefined, draft.text);
  const guide = useGuide(kind, kind === 'site' && saved === undefined ? undefined : site);
  const askToSave = (): void => {
    if (isToSave) setSaving(true);
  };
  return (
    <section class="stack" aria-label="Definition">
      {!may && <p class="note">You see it as it is saved. An admin of the site may change it.</p>}
      {draft.isChanged && draft.isOvertaken && saved !== undefined && (
        <SavedMeanwhile definition={definition} saved={saved} draft={draft} />
      )}
      <ProblemNote problem={problem} />
      <YamlEditor
        label={`${name === '' ? 'The definition' : name} as YAML`}
        text={draft.text}
        issues={issues}
        guide={guide}
        readOnly={!may}
        onChange={draft.write}
        onSave={askToSave}
      />
      {may && (
        <div class="row">
          <Button kind="primary" disabled={!isToSave} onClick={askToSave}>
            Save
          </Button>
          <Button disabled={!draft.isChanged} onClick={draft.discard}>
            Discard changes
          </Button>
          <span class="soft">
            {!isNamed && 'Give it a name to save it. '}
            {draft.isChanged ? 'Not saved yet; it stays in this tab.' : 'Comments are not kept when it is saved.'}
          </span>
        </div>
      )}
      {saving && (
        <ConfirmSave
          definition={definition}
          draft={draft}
          onClose={() => setSaving(false)}
          onSaved={onSaved}
          onOvertaken={onOvertaken}
        />
      )}
    </section>
  );
}

import { useState } from 'preact/hooks';

import { useAction } from '../../live/use-action.js';
import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { ChangeList } from './change-list.js';
import { checkText, saveText } from './definition-calls.js';
import { KIND_NAMES, pageOf, type Definition } from './definition.js';
import { readSaved } from './read-saved.js';
import type { Draft } from './use-draft.js';

interface ConfirmSaveProps {
  definition: Definition;
  draft: Draft;
  onClose: () => void;
  onSaved: () => void;
  onOvertaken: () => void;
}

/** Shows what saving changes, and saves. What somebody else has saved meanwhile is not written over unseen. */
export function ConfirmSave({ definition, draft, onClose, onSaved, onOvertaken }: ConfirmSaveProps) {
  const { name, kind } = definition;
  const tell = useTell();
  const [isOvertaken, setOvertaken] = useState(false);
  const would = useResource((signal) => checkText(definition, draft.text, signal), []);
  const isTaken = draft.base === undefined && would.data?.created === false;
  const save = useAction(async () => {
    if ((await readSaved(definition)).text === draft.base) await saveText(definition, draft.text);
    else if ((await checkText(definition, draft.text)).changed) {
      setOvertaken(true);
      onOvertaken();
      return;
    }
    // Else it is saved already as it is written here: the answer to an earlier Save was lost.
    tell(`${name} was saved.`);
    draft.discard();
    onSaved();
    onClose();
  });
  return (
    <Dialog title={`Save ${name}?`} onClose={onClose}>
      <ProblemNote problem={would.problem} />
      {would.loading && <p class="soft">Looking at what changes…</p>}
      {would.data?.created === true && <p>It is made: there is no such {KIND_NAMES[kind]} yet.</p>}
      {would.data?.created === false && !isTaken && <ChangeList changes={would.data.changes} />}
      {would.data?.created === false && !isTaken && kind !== 'site' && would.data.changed && (
        <p class="soft">It becomes a new version. Runs that are In-Progress keep the one they began with.</p>
      )}
      {(isTaken || isOvertaken) && (
        <p class="note warning" role="alert">
          {isTaken ? (
            <>
              There is one already: <a href={pageOf(definition)}>{name}</a>. Choose another name, or change that one.
            </>
          ) : (
            'Nothing was saved: somebody else has changed it after you began. Close this window to see what.'
          )}
        </p>
      )}
      <ProblemNote problem={save.problem} />
      <div class="actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          busy={save.busy}
          disabled={would.data?.changed !== true || isTaken || isOvertaken}
          onClick={() => void save.perform()}
        >
          Save
        </Button>
      </div>
    </Dialog>
  );
}

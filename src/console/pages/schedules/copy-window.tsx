import { useState } from 'preact/hooks';

import { api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Field } from '../../parts/field.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';

interface CopyWindowProps {
  site: string;
  schedule: string;
  onClose: () => void;
  onCopied: (name: string) => void;
}

/** Copies a schedule under another name. */
export function CopyWindow({ site, schedule, onClose, onCopied }: CopyWindowProps) {
  const tell = useTell();
  const [name, setName] = useState(`${schedule}-copy`);
  const copy = useAction(async () => {
    const params = { path: { site, schedule } };
    await api.POST('/api/v1/sites/{site}/schedules/{schedule}/copy', { params, body: { name: name.trim() } });
    tell(`${schedule} was copied to ${name.trim()}, which is enabled.`);
    onCopied(name.trim());
  });
  return (
    <Dialog title={`Copy ${schedule}`} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void copy.perform();
        }}
      >
        <Field label="Name of the copy" required hint="Letters, digits, - _ and .">
          <input value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </Field>
        <ProblemNote problem={copy.problem} />
        <div class="actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={copy.busy} disabled={name.trim() === ''}>
            Copy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

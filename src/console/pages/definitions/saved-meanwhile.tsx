import { useState } from 'preact/hooks';

import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { showTime } from '../../parts/show-time.js';
import { useShell } from '../../shell/shell-data.js';
import type { Definition } from './definition.js';
import { TextDifferences } from './editor/text-differences.js';
import { readLastSave } from './read-last-save.js';
import type { Draft } from './use-draft.js';

interface SavedMeanwhileProps {
  definition: Definition;
  /** What is saved now. */
  saved: string;
  draft: Draft;
}

/** Somebody else has saved what one is changing: who, when, what, and what to do about it. */
export function SavedMeanwhile({ definition, saved, draft }: SavedMeanwhileProps) {
  const timeZone = useShell().site.data?.timeZone;
  const last = useResource((signal) => readLastSave(definition, signal), [saved]).data;
  const [shown, setShown] = useState(false);
  const who = last?.by ?? 'Somebody else';
  return (
    <div class="note warning stack tight" role="alert">
      <strong>
        {who} saved {definition.name} after you began
        {last !== undefined && `, at ${showTime(last.at, timeZone)}`}.
      </strong>
      <p>Yours is kept. Look at the differences, then go on with yours or discard it.</p>
      <div class="row">
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          Differences
        </Button>
        <Button onClick={draft.rebase}>Go on with mine</Button>
        <Button onClick={draft.discard}>Discard mine</Button>
      </div>
      {shown && <TextDifferences label="From what is saved to yours" before={saved} after={draft.text} />}
    </div>
  );
}

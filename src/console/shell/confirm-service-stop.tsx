import { useEffect, useRef } from 'preact/hooks';

import { api, type Api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { useAction } from '../live/use-action.js';
import { useKeptState } from '../live/use-kept-state.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { Field } from '../parts/field.js';
import { useTell } from '../parts/messages.js';
import { ProblemNote } from '../parts/problem-note.js';
import { SiteKind } from '../parts/site-kind.js';
import { showTime } from '../parts/show-time.js';
import { HowToStop, type StopDraft } from './how-to-stop.js';
import { RunsToStop } from './runs-to-stop.js';

interface ConfirmServiceStopProps {
  site: Api['Site'];
  onClose: () => void;
  onDone: () => void;
}

const NOTHING_YET: StopDraft = { reason: '', mode: 'halt', minutes: '' };

/** The window Confirm Service Stop: asks for the reason, and says what becomes of what is running. */
export function ConfirmServiceStop({ site, onClose, onDone }: ConfirmServiceStopProps) {
  const tell = useTell();
  const [draft, setDraft, forgetDraft] = useKeptState(`stop ${site.site}`, NOTHING_YET);
  const isStopping = site.integrator === 'Stopping';
  const isClosed = useRef(false);
  const close = (): void => {
    // The answer to a drain comes when this window is long closed, and another one may be open.
    if (isClosed.current) return;
    isClosed.current = true;
    forgetDraft();
    onClose();
  };
  const stop = useAction(async () => {
    const { message } = await answerOf(
      api.POST('/api/v1/sites/{site}/stop', { params: { path: { site: site.site } }, body: requestOf(draft) }),
    );
    tell(message);
    onDone();
    close();
  });
  // A drain answers when the last run has ended; what it does until then is seen on the page.
  const drains = stop.busy && draft.mode === 'drain' && isStopping;
  useEffect(() => {
    if (drains) close();
  }, [drains]);

  return (
    <Dialog title="Confirm Service Stop" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void stop.perform();
        }}
      >
        <p class="row">
          <strong>{site.site}</strong> <SiteKind kind={site.kind} />
          {isStopping && `is Stopping already: ${site.reason ?? ''}`}
          {site.deadline !== undefined && ` (until ${showTime(site.deadline, site.timeZone)})`}
        </p>
        <Field label="Stoppage reason" required hint="A brief note, such as: Stopping integration due to stocktake">
          <input
            autofocus
            value={draft.reason}
            maxLength={500}
            onInput={({ currentTarget: { value } }) => setDraft({ ...draft, reason: value })}
          />
        </Field>
        <RunsToStop runs={site.runs} mode={draft.mode} />
        {site.runs.length > 0 && <HowToStop draft={draft} onChange={setDraft} />}
        <ProblemNote problem={stop.problem} />
        <div class="actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="danger" busy={stop.busy} disabled={draft.reason.trim() === ''}>
            Stop Site
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function requestOf({ reason, mode, minutes }: StopDraft) {
  const hasDeadline = mode === 'drain' && minutes !== '';
  return { reason, mode, ...(hasDeadline && { deadline: `PT${minutes}M` }) };
}

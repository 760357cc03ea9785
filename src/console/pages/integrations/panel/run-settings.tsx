import { useState } from 'preact/hooks';

import { askAnew } from '../../../live/ask-once.js';
import { useKeptState } from '../../../live/use-kept-state.js';
import { Button } from '../../../parts/button.js';
import { Field } from '../../../parts/field.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { Status } from '../../../parts/status.js';
import { useMay } from '../../../shell/caller.js';
import { useShell } from '../../../shell/shell-data.js';
import { ConfirmRerun } from './confirm-rerun.js';
import { PartForm } from './part-form.js';
import { EMPTY_DRAFT, EMPTY_PART, type RunDraft } from './run-draft.js';
import { SingleRunChoices } from './single-run-choices.js';
import { SiteNotRunning } from './site-not-running.js';
import { useFocusWhenShown } from './use-focus-when-shown.js';
import { useRunRequests } from './use-run-requests.js';
import { useLastRun } from './last-run.js';
import type { Runnable } from '../runnable.js';

interface RunSettingsProps {
  site: string;
  runnable: Runnable;
  /** Told the id of the run that was begun. */
  onRun: (run: string) => void;
  onAnother: () => void;
}

/** The second step: Run Name, source file, parameters; then Run Integration, or Re-Run. */
export function RunSettings({ site, runnable, onRun, onAnother }: RunSettingsProps) {
  const { name, isSet, parts } = runnable;
  const heading = useFocusWhenShown<HTMLHeadingElement>();
  const may = useMay('operator', site);
  const { data: of } = useShell().site;
  const last = useLastRun(site, runnable);
  const draftName = `run ${site} ${String(isSet)} ${name}`;
  const [draft, setDraft, forget] = useKeptState<RunDraft>(draftName, EMPTY_DRAFT);
  // A file of the same name that was uploaded anew has other records.
  const keep = (changed: RunDraft): void => {
    askAnew(draftName);
    setDraft(changed);
  };
  const [uploads, setUploads] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const { run, rerun, wrong } = useRunRequests({ site, runnable, draft, draftName }, (id) => {
    forget();
    onRun(id);
  });
  const task = isSet ? undefined : of?.tasks.find(({ integration }) => integration === name);
  const definition = isSet ? undefined : parts[0]?.definition;
  const hasRun = last.data !== undefined;

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run.perform();
      }}
    >
      <div class="row apart">
        <h3 ref={heading} tabIndex={-1}>
          {name}
          {isSet && ' (integration set)'}
        </h3>
        {task !== undefined && task.status !== '' && <Status status={task.status} />}
        <Button onClick={onAnother}>Choose another</Button>
      </div>
      <SiteNotRunning site={of} />
      <Field label="Integration Run Name" hint={`Unique. Default: ${defaultName(runnable)}`}>
        <input
          value={draft.name}
          maxLength={200}
          onInput={({ currentTarget }) => keep({ ...draft, name: currentTarget.value })}
        />
      </Field>
      {parts.map((part) => {
        const { position, integration } = part;
        const form = (
          <PartForm
            site={site}
            part={part}
            isMember={isSet}
            draft={draft.parts[position] ?? EMPTY_PART}
            onChange={(changed) => keep({ ...draft, parts: { ...draft.parts, [position]: changed } })}
            onBusy={(busy) => setUploads((before) => before + (busy ? 1 : -1))}
            wrong={wrong}
          />
        );
        return isSet ? (
          <fieldset key={position} class="member stack">
            <legend class="label">
              {position + 1}. {integration}
            </legend>
            {form}
          </fieldset>
        ) : (
          form
        );
      })}
      {definition !== undefined && <SingleRunChoices definition={definition} draft={draft} onChange={keep} />}
      <ProblemNote problem={run.problem} />
      <div class="actions">
        {hasRun && (
          <Button disabled={!may || last.data?.status === 'In-Progress'} onClick={() => setConfirming(true)}>
            Re-Run
          </Button>
        )}
        <Button type="submit" kind="primary" disabled={!may || uploads > 0} busy={run.busy}>
          Run Integration
        </Button>
      </div>
      {confirming && last.data !== undefined && (
        <ConfirmRerun
          last={last.data}
          timeZone={of?.timeZone}
          busy={rerun.busy}
          problem={rerun.problem}
          onYes={() => void rerun.perform(last.data?.id ?? '')}
          onNo={() => {
            rerun.reset();
            setConfirming(false);
          }}
        />
      )}
    </form>
  );
}

/** As the API makes it. */
function defaultName({ name, isSet }: Runnable): string {
  return `${name}${isSet ? ' IntegrationSet' : ''} and a date and time stamp`;
}

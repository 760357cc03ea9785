import { useState } from 'preact/hooks';

import type { Api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { useKeptState } from '../../live/use-kept-state.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { chosenOf, draftOf } from './draft-of.js';
import { saveSchedule } from './save-schedule.js';
import { SavedWindow } from './saved-window.js';
import { ScheduleForm } from './schedule-form.js';
import { partsOf, useTemplates, type Templates } from './templates.js';

interface EditPanelProps {
  site: Api['Site'];
  schedule: Api['ScheduleDetail'];
  onSaved: () => void;
  onClose: () => void;
}

/** Edit Scheduled Integration Request. */
export function EditPanel({ site, schedule, onSaved, onClose }: EditPanelProps) {
  const templates = useTemplates(site.site);
  return (
    <Dialog title="Edit Scheduled Integration Request" as="panel" onClose={onClose}>
      <ProblemNote problem={templates.problem} onRetry={templates.refresh} />
      {templates.data !== undefined && (
        <EditForm site={site} schedule={schedule} templates={templates.data} onSaved={onSaved} />
      )}
    </Dialog>
  );
}

type EditFormProps = Omit<EditPanelProps, 'onClose'> & { templates: Templates };

function EditForm({ site, schedule, templates, onSaved }: EditFormProps) {
  const { name } = schedule;
  const parts = partsOf(chosenOf(schedule), templates);
  // What was entered before another one saved the schedule is not put over what that one saved.
  const key = `schedule/${site.site}/${name}/${schedule.changedAt}`;
  const [draft, keep, forget] = useKeptState(key, draftOf(schedule, parts));
  const [saved, setSaved] = useState<Api['ScheduleDetail']>();
  const save = useAction(async (body: Api['Schedule']) => {
    setSaved(await saveSchedule(site.site, name, body));
    forget();
    onSaved();
  });
  return (
    <>
      <h3>{name}</h3>
      <ScheduleForm
        site={site}
        draft={draft}
        change={(changes) => keep({ ...draft, ...changes })}
        parts={parts}
        editing={name}
        save={save}
      />
      {saved !== undefined && <SavedWindow saved={saved} onClose={() => setSaved(undefined)} />}
    </>
  );
}

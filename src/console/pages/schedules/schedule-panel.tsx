import { useState } from 'preact/hooks';

import type { Api } from '../../api.js';
import { ApiProblem } from '../../../client/api-problem.js';
import { useAction } from '../../live/use-action.js';
import { useKeptState } from '../../live/use-kept-state.js';
import { Dialog } from '../../parts/dialog.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { ChooseTemplate } from './choose-template.js';
import { givenDraft } from './draft-of.js';
import { newDraft, type Draft } from './draft.js';
import { freeName, hasSchedule } from './free-name.js';
import { saveSchedule } from './save-schedule.js';
import { SavedWindow } from './saved-window.js';
import { ScheduleForm } from './schedule-form.js';
import { partsOf, useTemplates, type Chosen } from './templates.js';

interface SchedulePanelProps {
  site: Api['Site'];
  today: string;
  onClose: () => void;
}

/** Schedule an Integration: choose it, say with what and when. */
export function SchedulePanel({ site, today, onClose }: SchedulePanelProps) {
  const templates = useTemplates(site.site);
  const [draft, keep, forget] = useKeptState<Draft | undefined>(`schedule/${site.site}`, undefined);
  const [saved, setSaved] = useState<Api['ScheduleDetail']>();

  const select = useAction(async (chosen: Chosen) => {
    const given =
      templates.data === undefined ? [] : partsOf(chosen, templates.data).map((part) => givenDraft({}, part));
    keep(newDraft(chosen, { name: await freeName(site.site, chosen.name), today, given }));
  });
  const save = useAction(async (body: Api['Schedule']) => {
    const schedule = draft?.name.trim() ?? '';
    if (await hasSchedule(site.site, schedule)) throw nameTaken(site.site, schedule);
    setSaved(await saveSchedule(site.site, schedule, body));
  });

  const close = () => {
    forget();
    onClose();
  };
  return (
    <Dialog title="Schedule an Integration" as="panel" onClose={close}>
      <ProblemNote problem={templates.problem} onRetry={templates.refresh} />
      <ProblemNote problem={select.problem} />
      {templates.data !== undefined && draft === undefined && (
        <ChooseTemplate
          site={site.site}
          templates={templates.data}
          busy={select.busy}
          onSelect={(chosen) => void select.perform(chosen)}
        />
      )}
      {templates.data !== undefined && draft !== undefined && (
        <>
          <h3>{draft.chosen.name}</h3>
          <ScheduleForm
            site={site}
            draft={draft}
            change={(changes) => keep({ ...draft, ...changes })}
            parts={partsOf(draft.chosen, templates.data)}
            editing={undefined}
            save={save}
          />
        </>
      )}
      {saved !== undefined && (
        <SavedWindow
          saved={saved}
          onClose={() => {
            setSaved(undefined);
            forget();
          }}
        />
      )}
    </Dialog>
  );
}

/** A save would edit the schedule of that name. */
function nameTaken(site: string, schedule: string): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    title: 'The schedule exists already',
    status: 409,
    detail: `Site ${site} has a schedule ${schedule} already. Choose another Schedule name, or edit that one.`,
    code: 'schedule-exists',
  });
}

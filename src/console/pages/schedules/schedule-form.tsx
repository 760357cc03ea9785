import '../../styles/schedule-form.css';

import { useId } from 'preact/hooks';

import type { Api } from '../../api.js';
import type { Action } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { Field } from '../../parts/field.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { definitionOf } from './definition-of.js';
import { NOTHING_GIVEN, type Draft, type GivenDraft } from './draft.js';
import { GivenFields } from './given-fields.js';
import { MoreOptions } from './more-options.js';
import { Preview } from './preview.js';
import type { Part } from './templates.js';
import { usePreview } from './use-preview.js';
import { useUploads } from './use-uploads.js';
import { WhenFields } from './when-fields.js';

interface ScheduleFormProps {
  site: Api['Site'];
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  parts: readonly Part[];
  /** The schedule that is edited; a new one is given a name here. */
  editing: string | undefined;
  save: Action<[Api['Schedule']]>;
}

/** All of a Scheduled Integration Request, and what it will do as it is entered. */
export function ScheduleForm({ site, draft, change, parts, editing, save }: ScheduleFormProps) {
  const uploads = useId();
  const names = useUploads(site.site);
  const definition = definitionOf(draft, parts);
  const hasTime = draft.startDate !== '' && draft.startTime !== '';
  const preview = usePreview(site.site, hasTime ? definition : undefined, editing);
  const errors = hasTime ? [...(preview.problem?.errors ?? []), ...(preview.data?.issues ?? [])] : [];
  const wrong = (path: string) => errors.find((error) => error.path === path)?.message;
  const isOnce = draft.repeats === 'One Time';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.perform(definition);
      }}
    >
      <datalist id={uploads}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Names draft={draft} change={change} isNew={editing === undefined} />
      {parts.map((part, index) => {
        const ofPart = (path: string) => wrong(draft.chosen.isSet ? `members[${index}].${path}` : path);
        const onChange = (given: GivenDraft) =>
          change({ given: parts.map((_, at) => (at === index ? given : givenAt(draft, at))) });
        const given = givenAt(draft, index);
        const groups = Object.keys(site.exclusionGroups);
        const fields = <GivenFields {...{ part, given, onChange, groups, uploads }} wrong={ofPart} />;
        if (!draft.chosen.isSet) return fields;
        return (
          <fieldset key={index} class="card stack">
            <legend class="label">
              {index + 1}. {part.integration}
            </legend>
            {fields}
          </fieldset>
        );
      })}
      <WhenFields draft={draft} change={change} wrong={wrong} />
      <MoreOptions {...{ draft, change, wrong }} calendars={Object.keys(site.calendars)} timeZone={site.timeZone} />
      <Preview preview={preview} />
      <ProblemNote problem={save.problem} />
      <div class="actions sticky">
        {!draft.isApplied && <span class="soft">{isOnce ? 'Apply the date first' : 'Apply the recurrence first'}</span>}
        <Button
          type="submit"
          kind="primary"
          busy={save.busy}
          disabled={!draft.isApplied || !hasTime || draft.name.trim() === ''}
        >
          {isOnce && editing === undefined ? 'Schedule Integration' : 'Schedule Integration Request'}
        </Button>
      </div>
    </form>
  );
}

function givenAt({ given }: Draft, index: number): GivenDraft {
  return given[index] ?? NOTHING_GIVEN;
}

function Names({ draft, change, isNew }: Pick<ScheduleFormProps, 'draft' | 'change'> & { isNew: boolean }) {
  const { chosen, name, runName } = draft;
  return (
    <>
      {isNew && (
        <Field label="Schedule name" required hint="Letters, digits, - _ and .">
          <input value={name} onInput={({ currentTarget }) => change({ name: currentTarget.value })} />
        </Field>
      )}
      <Field
        label="Integration Run Name"
        hint={
          chosen.isSet
            ? 'Include "IntegrationSet" in it, to tell sets from single integrations. Each run has a date and time stamp added.'
            : `Else ${chosen.name}. Each run has a date and time stamp added.`
        }
      >
        <input
          value={runName}
          maxLength={200}
          onInput={({ currentTarget }) => change({ runName: currentTarget.value })}
        />
      </Field>
    </>
  );
}

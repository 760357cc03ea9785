import type { VNode } from 'preact';

import { Field } from '../../parts/field.js';
import { FILE_IN_USE } from '../../parts/file-in-use.js';
import type { Draft } from './draft.js';
import type { FormPart } from './recurrence-fields.js';

/** What most schedules leave as it is: overlap, lateness, clocks, holidays. */
export function MoreOptions({ draft, change, wrong, calendars, timeZone }: FormPart & Surroundings) {
  const bind = (name: keyof Draft) => ({
    value: draft[name] as string,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [name]: currentTarget.value }),
  });
  const choice = (name: keyof Draft, options: Record<string, string>): VNode<Record<string, unknown>> => (
    <select {...bind(name)}>
      {Object.entries(options).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
  const isOfImport = !draft.chosen.isSet;
  return (
    <details class="more-options">
      <summary>More options</summary>
      <div class="stack">
        <Field label="While an earlier run is In-Progress" required>
          {choice('overlap', OVERLAP)}
        </Field>
        {isOfImport && <Field label="Send">{choice('send', SEND)}</Field>}
        {isOfImport && <Field label="While its file is in use">{choice('onFileInUse', FILE_IN_USE)}</Field>}
        <div class="pair">
          <Field label="Catch up, minutes" required hint="How late it may still run" wrong={wrong('catchUpMinutes')}>
            <input type="number" min={1} {...bind('catchUpMinutes')} />
          </Field>
          <Field label="Delay by chance, seconds" required hint="At most" wrong={wrong('jitterSeconds')}>
            <input type="number" min={0} max={3600} {...bind('jitterSeconds')} />
          </Field>
          <Field label="Disable after failures" hint="So many in a row" wrong={wrong('pauseAfterFailures')}>
            <input type="number" min={1} {...bind('pauseAfterFailures')} />
          </Field>
          <Field label="Time zone" hint={`Else ${timeZone}, the site's`} wrong={wrong('recurrence.timeZone')}>
            <input {...bind('timeZone')} />
          </Field>
        </div>
        <Field label="A time the clocks pass over" required>
          {choice('gap', GAP)}
        </Field>
        <Field label="A time the clocks show twice" required>
          {choice('fold', FOLD)}
        </Field>
        {(calendars.length > 0 || draft.calendar !== '') && (
          <div class="pair">
            <Field label="Holidays" wrong={wrong('holidays.calendar')}>
              {choice('calendar', {
                '': 'None',
                ...Object.fromEntries([...calendars, draft.calendar].filter(Boolean).map((name) => [name, name])),
              })}
            </Field>
            {draft.calendar !== '' && (
              <Field label="On a holiday" required wrong={wrong('holidays.policy')}>
                {choice('holidays', HOLIDAYS)}
              </Field>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

interface Surroundings {
  /** Names of the site's calendars of holidays. */
  calendars: readonly string[];
  /** Of the site. */
  timeZone: string;
}

const OVERLAP = {
  skip: 'The new one is Not Run',
  queue: 'One waits; others are Not Run',
  allow: 'Both run',
  cancel: 'The earlier one is halted first',
};
const SEND = { '': 'As the integration does', all: 'Send All', changed: 'Send Changed' };
const GAP = { next: 'Run as soon as they have', skip: 'Do not run that day' };
const FOLD = { first: 'Run at the first', second: 'Run at the second', both: 'Run at both' };
const HOLIDAYS = { skip: 'Not Run', before: 'Run on the working day before', after: 'Run on the working day after' };

import { Button } from '../../parts/button.js';
import { Field } from '../../parts/field.js';
import { Chips } from './chips.js';
import { MONTH_CHIPS, MONTH_DAY_CHIPS, WEEKDAY_CHIPS } from './calendar-chips.js';
import type { Draft, Repeats } from './draft.js';

/** How a part of a form is told what was entered, and what is wrong with it. */
export interface FormPart {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  /** What the API says of a part of the schedule, by its path. */
  wrong: (path: string) => string | undefined;
}

const REPEATS: Repeats[] = ['By Month', 'By Day', 'By Hour', 'By Week', 'By Minute'];

/** Recurrence: Repeats, what belongs to it, Start Date, Start Time, End Date or Forever, and Apply. */
export function RecurrenceFields({ draft, change, wrong, onApply }: FormPart & { onApply: () => void }) {
  const { repeats, startDate, startTime, end } = draft;
  const isRule = repeats === 'By Rule';
  return (
    <div class="card stack" role="group" aria-label="Recurrence">
      <Field label="Repeats" required>
        <select
          value={repeats}
          onChange={({ currentTarget: { value } }) =>
            change({ repeats: value as Repeats, every: value === 'By Minute' ? '15' : '1' })
          }
        >
          {[...REPEATS, ...(isRule ? (['By Rule'] as const) : [])].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </Field>
      <Frequency draft={draft} change={change} wrong={wrong} />
      <div class="pair">
        <Field label="Start Date" required wrong={wrong('recurrence.startDate')}>
          <input
            type="date"
            value={startDate}
            onInput={({ currentTarget }) => change({ startDate: currentTarget.value })}
          />
        </Field>
        <Field label="Start Time" required wrong={wrong('recurrence.startTime')}>
          <input
            type="time"
            value={startTime}
            onInput={({ currentTarget }) => change({ startTime: currentTarget.value })}
          />
        </Field>
        <Field label="End Date" wrong={wrong('recurrence.end')}>
          <input type="date" value={end} onInput={({ currentTarget }) => change({ end: currentTarget.value })} />
        </Field>
        <label class="row forever">
          <input type="checkbox" checked={end === ''} onChange={() => change({ end: end === '' ? startDate : '' })} />
          Forever
        </label>
      </div>
      <div class="actions">
        <Button onClick={onApply}>Apply</Button>
      </div>
    </div>
  );
}

const EVERY: Partial<Record<Repeats, { label: string; step: number }>> = {
  'By Day': { label: 'Number of days between runs', step: 1 },
  'By Hour': { label: 'Number of hours between runs', step: 1 },
  'By Week': { label: 'Number of weeks between runs', step: 1 },
  'By Minute': { label: 'Minutes between runs, in 5-minute intervals', step: 5 },
};

function Frequency({ draft, change, wrong }: FormPart) {
  const { repeats, every, months, monthDays, weekdays, rule } = draft;
  const interval = EVERY[repeats];
  return (
    <>
      {interval !== undefined && (
        <Field label={interval.label} required wrong={wrong('recurrence.every')}>
          <input
            type="number"
            min={interval.step}
            step={interval.step}
            value={every}
            onInput={({ currentTarget }) => change({ every: currentTarget.value })}
          />
        </Field>
      )}
      {repeats === 'By Week' && (
        <Chips
          legend="Day of the week"
          options={WEEKDAY_CHIPS}
          chosen={weekdays}
          onChange={(chosen) => change({ weekdays: chosen })}
          wrong={wrong('recurrence.days')}
        />
      )}
      {repeats === 'By Month' && (
        <>
          <Chips
            legend="Months"
            options={MONTH_CHIPS}
            chosen={months}
            onChange={(chosen) => change({ months: chosen })}
            wrong={wrong('recurrence.months')}
          />
          <Chips
            legend="Day of the month"
            options={MONTH_DAY_CHIPS}
            chosen={monthDays}
            onChange={(chosen) => change({ monthDays: chosen })}
            wrong={wrong('recurrence.days')}
          />
        </>
      )}
      {repeats === 'By Rule' && (
        <Field label="Rule" required hint="RFC 5545, as it was given to the API" wrong={wrong('recurrence.rule')}>
          <textarea
            class="mono"
            rows={2}
            value={rule}
            onInput={({ currentTarget }) => change({ rule: currentTarget.value })}
          />
        </Field>
      )}
    </>
  );
}

import { Button } from '../../parts/button.js';
import { Field } from '../../parts/field.js';
import type { FormPart } from './recurrence-fields.js';

/** One-time Scheduled Run: a date with Apply, and Start Time. */
export function OneTimeFields({ draft, change, wrong, onApply }: FormPart & { onApply: () => void }) {
  const { startDate, startTime } = draft;
  return (
    <div class="card stack" role="group" aria-label="One-time Scheduled Run">
      <div class="date-apply">
        <Field label="Select a date" required wrong={wrong('recurrence.startDate')}>
          <input
            type="date"
            value={startDate}
            onInput={({ currentTarget }) => change({ startDate: currentTarget.value })}
          />
        </Field>
        <Button onClick={onApply} disabled={startDate === ''}>
          Apply
        </Button>
      </div>
      <Field label="Start Time" required wrong={wrong('recurrence.startTime')}>
        <input
          type="time"
          value={startTime}
          onInput={({ currentTarget }) => change({ startTime: currentTarget.value })}
        />
      </Field>
    </div>
  );
}

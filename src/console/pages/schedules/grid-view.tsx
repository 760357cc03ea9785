import { useEffect, useState } from 'preact/hooks';

import { Button } from '../../parts/button.js';
import { showCount } from '../../parts/show-count.js';
import { showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';
import type { Occurrence } from './occurrence.js';
import type { Show, View } from './use-view.js';

/** So many rows are shown, and so many more each time. */
const ROWS = 100;

interface GridViewProps {
  view: View;
  occurrences: readonly Occurrence[];
  timeZone: string;
  mayEdit: boolean;
  show: Show;
}

/** Grid view: a click selects a schedule, a double-click edits it. */
export function GridView({ view, occurrences, timeZone, mayEdit, show }: GridViewProps) {
  const [rows, setRows] = useState(ROWS);
  useEffect(() => setRows(ROWS), [view.timeframe, view.date, view.onlyScheduled]);
  const left = occurrences.length - rows;
  return (
    <div class="stack tight">
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Grid view">
        <table class="occurrences">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Status</th>
              <th scope="col">Name</th>
              <th scope="col">Integration</th>
              <th scope="col">Why not</th>
            </tr>
          </thead>
          <tbody>
            {occurrences.slice(0, rows).map((occurrence) => (
              <Row key={occurrence.key} {...{ occurrence, timeZone, view, mayEdit, show }} />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <div>
          <Button onClick={() => setRows(rows + ROWS)}>Show more ({showCount(left)} left)</Button>
        </div>
      )}
    </div>
  );
}

interface RowProps extends Omit<GridViewProps, 'occurrences'> {
  occurrence: Occurrence;
}

function Row({ occurrence, timeZone, view, mayEdit, show }: RowProps) {
  const { at, status, name, template, reason, run, schedule, isOff } = occurrence;
  const isSelected = schedule !== undefined && schedule === view.selected;
  const classes = [isSelected && 'selected', isOff && 'off', schedule !== undefined && 'selectable'];
  const select = ({ target }: Event) => {
    const isLink = target instanceof Element && target.closest('a') !== null;
    if (schedule !== undefined && !isLink) show({ selected: schedule });
  };
  return (
    <tr
      class={classes.filter(Boolean).join(' ')}
      onClick={select}
      onDblClick={() => schedule !== undefined && mayEdit && show({ selected: schedule, panel: 'edit' })}
    >
      <td class="nowrap">{showTime(new Date(at).toISOString(), timeZone)}</td>
      <td>
        <Status status={status} />
      </td>
      <td>
        {run !== undefined ? (
          <a href={`/sites/${view.site}/runs/${run}`}>{name}</a>
        ) : (
          <button type="button" class="link" aria-pressed={isSelected}>
            {name}
          </button>
        )}
      </td>
      <td>{template}</td>
      <td class="soft">{reason}</td>
    </tr>
  );
}

import { useCallback, useEffect } from 'preact/hooks';

import type { Api } from '../../api.js';
import { useVirtualRows } from '../../parts/use-virtual-rows.js';
import { RunCells } from './run-row.js';
import { ScheduledCells } from './scheduled-row.js';
import type { ListedRuns } from './use-runs.js';

interface RunsTableProps {
  site: string;
  timeZone: string | undefined;
  /** What will run, above what has run. */
  scheduled: readonly Api['ScheduleInList'][];
  runs: ListedRuns;
}

/** Height of a row on a desk, in pixels; on a phone they are measured. */
const ROW = 41;
/** How many rows before the end the next ones are looked up. */
const AHEAD = 60;

/** Runs, newest first, as a table of which only what is in view is drawn. */
export function RunsTable({ site, timeZone, scheduled, runs }: RunsTableProps) {
  const { items, next, loading, more } = runs;
  const count = scheduled.length + items.length;
  const keyOf = useCallback(
    (index: number) => scheduled[index]?.name ?? items[index - scheduled.length]?.id ?? String(index),
    [scheduled, items],
  );
  const { scroller, rows, total, measure } = useVirtualRows({ count, height: ROW, keyOf });
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= count - AHEAD) more();
  }, [last, count, next, loading]);

  return (
    <div
      class="runs"
      role="table"
      aria-label="Integration runs"
      aria-rowcount={next === undefined ? count + 1 : -1}
      ref={scroller}
      tabIndex={0}
    >
      <div role="rowgroup" class="heads">
        <div class="run-row" role="row" aria-rowindex={1}>
          {['Status', 'Integration Run Name', 'Integration', 'Time', 'Took', 'Records'].map((head) => (
            <span key={head} role="columnheader">
              {head}
            </span>
          ))}
        </div>
      </div>
      <div class="run-space" role="rowgroup" style={{ height: `${total}px` }}>
        {rows.map(({ key, index, start }) => {
          const schedule = scheduled[index];
          const run = items[index - scheduled.length];
          return (
            <div
              key={key}
              ref={measure}
              data-index={index}
              class={`run-row${schedule?.status === 'Scheduled but Deleted' ? ' deleted' : ''}`}
              role="row"
              aria-rowindex={index + 2}
              style={{ transform: `translateY(${start}px)` }}
            >
              {schedule !== undefined && <ScheduledCells site={site} schedule={schedule} timeZone={timeZone} />}
              {run !== undefined && <RunCells run={run} timeZone={timeZone} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

import { Button } from '../../parts/button.js';
import { stepTimeframe, TIMEFRAMES, titleOf, type Timeframe } from './timeframe.js';
import type { Show, View } from './use-view.js';

interface TimeframeBarProps {
  view: View;
  /** The date of the view, and today's, where the site is. */
  date: string;
  today: string;
  show: Show;
}

const NAMES: Record<Timeframe, string> = { day: 'Day', week: 'Week', month: 'Month' };

/** Timeframe, the arrows, a date, Today; Calendar view and Grid view. */
export function TimeframeBar({ view: { timeframe, isGrid }, date, today, show }: TimeframeBarProps) {
  const go = (to: string) => show({ date: to === today ? undefined : to });
  return (
    <div class="timeframe">
      <div class="row">
        <Button aria-label={`Previous ${timeframe}`} onClick={() => go(stepTimeframe(timeframe, date, -1))}>
          <span aria-hidden>‹</span>
        </Button>
        <Button aria-label={`Next ${timeframe}`} onClick={() => go(stepTimeframe(timeframe, date, 1))}>
          <span aria-hidden>›</span>
        </Button>
        <Button onClick={() => go(today)}>Today</Button>
        <h2 aria-live="polite">{titleOf(timeframe, date)}</h2>
      </div>
      <div class="row">
        <select
          aria-label="Timeframe"
          value={timeframe}
          onChange={({ currentTarget }) => show({ timeframe: currentTarget.value as Timeframe })}
        >
          {TIMEFRAMES.map((one) => (
            <option key={one} value={one}>
              {NAMES[one]}
            </option>
          ))}
        </select>
        <input
          type="date"
          aria-label="Date"
          value={date}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '') go(value);
          }}
        />
        <div class="switch" role="group" aria-label="View">
          <Button aria-pressed={!isGrid} onClick={() => show({ isGrid: false })}>
            Calendar view
          </Button>
          <Button aria-pressed={isGrid} onClick={() => show({ isGrid: true })}>
            Grid view
          </Button>
        </div>
      </div>
    </div>
  );
}

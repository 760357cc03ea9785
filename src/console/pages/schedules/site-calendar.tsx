import { useMemo } from 'preact/hooks';

import { ProblemNote } from '../../parts/problem-note.js';
import { showCount } from '../../parts/show-count.js';
import { CalendarDays } from './calendar-days.js';
import { GridView } from './grid-view.js';
import { occurrenceOf, type Occurrence } from './occurrence.js';
import { daysOf, stepTimeframe } from './timeframe.js';
import { TimeframeBar } from './timeframe-bar.js';
import { useCalendar } from './use-calendar.js';
import type { Show, View } from './use-view.js';
import { beginOf, dateIn } from '../../parts/zone-time.js';

interface SiteCalendarProps {
  view: View;
  /** Of the site. */
  timeZone: string;
  today: string;
  may: boolean;
  addressOf: (changes: Partial<View>) => string;
  show: Show;
}

/** What ran on a site and what will, in a timeframe: by days, or as a grid. */
export function SiteCalendar({ view, timeZone, today, may, addressOf, show }: SiteCalendarProps) {
  const { site, timeframe, onlyScheduled, isGrid } = view;
  const date = view.date ?? today;
  const days = daysOf(timeframe, date);
  const [first = date] = days;
  const [next = date] = daysOf(timeframe, stepTimeframe(timeframe, first, 1));
  const calendar = useCalendar({ site, from: beginOf(first, timeZone), to: beginOf(next, timeZone), onlyScheduled });
  const occurrences = useMemo(() => calendar.data?.items.map(occurrenceOf) ?? [], [calendar.data]);
  const byDate = useMemo(() => groupByDate(occurrences, timeZone), [occurrences, timeZone]);
  return (
    <section class="stack tight" aria-label="Calendar" aria-busy={calendar.data === undefined}>
      <TimeframeBar view={view} date={date} today={today} show={show} />
      <ProblemNote problem={calendar.problem} onRetry={calendar.refresh} />
      {calendar.data?.isCut === true && (
        <p class="note warning">
          There is more in this timeframe than the first {showCount(occurrences.length)}: choose a shorter one to see
          all.
        </p>
      )}
      {isGrid ? (
        <GridView view={view} occurrences={occurrences} timeZone={timeZone} mayEdit={may} show={show} />
      ) : (
        <CalendarDays
          view={view}
          days={days}
          today={today}
          occurrences={byDate}
          timeZone={timeZone}
          addressOf={addressOf}
        />
      )}
      {calendar.data !== undefined && occurrences.length === 0 && (
        <p class="soft">Nothing ran or will run in this timeframe.</p>
      )}
      <p class="soft">
        Times are those of {timeZone}. Runs that were, then those to come{onlyScheduled && '; only what is scheduled'}.
      </p>
    </section>
  );
}

function groupByDate(occurrences: readonly Occurrence[], timeZone: string): Map<string, Occurrence[]> {
  const byDate = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    const date = dateIn(occurrence.at, timeZone);
    const ofDate = byDate.get(date) ?? [];
    ofDate.push(occurrence);
    byDate.set(date, ofDate);
  }
  return byDate;
}

import { gatherFires, type Entry } from './gather-fires.js';
import type { Occurrence } from './occurrence.js';
import { OccurrenceLink } from './occurrence-link.js';
import { dayInWords, weekdayOf, type Timeframe } from './timeframe.js';
import type { View } from './use-view.js';

/** So many of a day are shown; of the others it is said how many there are. */
const MOST: Record<Timeframe, number> = { month: 4, week: 16, day: 200 };

interface CalendarDaysProps {
  view: View;
  days: readonly string[];
  today: string;
  /** By date. */
  occurrences: ReadonlyMap<string, readonly Occurrence[]>;
  timeZone: string;
  addressOf: (changes: Partial<View>) => string;
}

/** Calendar view: the days of the timeframe, each with what ran and what will. */
export function CalendarDays({ view, days, today, occurrences, ...rest }: CalendarDaysProps) {
  const { timeframe } = view;
  return (
    <ol class={`days ${timeframe}`}>
      {days.map((date, index) => (
        <Day
          key={date}
          date={date}
          isToday={date === today}
          column={index === 0 && timeframe === 'month' ? weekdayOf(date) + 1 : undefined}
          entries={entriesOf(timeframe, occurrences.get(date) ?? [])}
          most={MOST[timeframe]}
          site={view.site}
          more={rest.addressOf(timeframe === 'day' ? { isGrid: true } : { timeframe: 'day', date })}
          {...rest}
        />
      ))}
    </ol>
  );
}

/** Whoever looks at one day sees each fire. */
function entriesOf(timeframe: Timeframe, occurrences: readonly Occurrence[]): Entry[] {
  if (timeframe !== 'day') return gatherFires(occurrences);
  return occurrences.map((occurrence) => ({ occurrence, times: 1 }));
}

interface DayProps extends Pick<CalendarDaysProps, 'timeZone' | 'addressOf'> {
  date: string;
  isToday: boolean;
  /** The weekday at which a month begins, from 1. */
  column: number | undefined;
  entries: readonly Entry[];
  most: number;
  site: string;
  /** Where all of the day is shown. */
  more: string;
}

function Day({ date, isToday, column, entries, most, site, more, timeZone, addressOf }: DayProps) {
  const left = entries.slice(most).reduce((sum, { times }) => sum + times, 0);
  const classes = ['day', isToday && 'today', entries.length === 0 && 'blank', column && `from-${column}`];
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      <h3>
        <a href={addressOf({ timeframe: 'day', date })} aria-current={isToday ? 'date' : undefined}>
          <span class="short" aria-hidden>
            {dayInWords(date).slice(0, 3)} {Number(date.slice(8))}
          </span>
          <span class="visually-hidden">{dayInWords(date)}</span>
        </a>
      </h3>
      <ul>
        {entries.slice(0, most).map((entry) => (
          <li key={entry.occurrence.key}>
            <OccurrenceLink {...entry} timeZone={timeZone} site={site} addressOf={addressOf} />
          </li>
        ))}
        {left > 0 && (
          <li>
            <a class="more" href={more}>
              + {left} more<span class="visually-hidden"> on {dayInWords(date)}</span>
            </a>
          </li>
        )}
      </ul>
    </li>
  );
}

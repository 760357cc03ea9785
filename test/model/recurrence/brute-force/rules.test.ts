import { fires } from '../../../../src/model/recurrence/fires.js';
import { recurrence } from '../../../../src/model/recurrence/recurrence.js';
import { HORIZON, onDays, type Span } from './brute-force.js';
import { CHANGES, type Change } from './changes.js';
import { dayOf, daysBetween, type Day } from './days.js';
import { assertSame } from './same-fires.js';
import { take } from './take.js';
import { inGreenwich, wallClock } from './wall-clock.js';
import { choicesFor, daysBefore } from './ways-to-recur.js';

const MINUTE = 60_000;
const COUNT = 40;

/** What RFC 5545 says a rule means: whether a day is one of it, seen from the first day; and at what times, if by itself. */
const RULES: [
  rule: string,
  isChosen: (today: Day, first: Day) => boolean,
  timesOf?: (startTime: string) => string[],
][] = [
  ['FREQ=DAILY;INTERVAL=3', (today, first) => (today.days - first.days) % 3 === 0],
  ['FREQ=DAILY;COUNT=60', (today, first) => today.days - first.days < 60],
  ['FREQ=DAILY;BYHOUR=1,2,6;BYMINUTE=0,30', () => true, () => ['01:00', '01:30', '02:00', '02:30', '06:00', '06:30']],
  ['FREQ=HOURLY;INTERVAL=6', () => true, timesEvery(6 * 60)],
  ['FREQ=MINUTELY;INTERVAL=15', () => true, timesEvery(15)],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU',
    (today, first) =>
      ['Monday', 'Wednesday', 'Sunday'].includes(today.weekday) && (today.mondays - first.mondays) % 2 === 0,
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU',
    (today, first) => ['Monday', 'Sunday'].includes(today.weekday) && (sundays(today) - sundays(first)) % 2 === 0,
  ],
  ['FREQ=MONTHLY;BYDAY=2TU', ({ weekday, day }) => weekday === 'Tuesday' && day > 7 && day <= 14],
  ['FREQ=MONTHLY;BYDAY=-1FR', (today) => today.weekday === 'Friday' && !restOfMonth(today).some(is('Friday'))],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', ({ isLastOfMonth }) => isLastOfMonth],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', (today) => isWorkday(today) && !restOfMonth(today).some(isWorkday)],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ({ date, weekday }) => weekday === 'Thursday' && /-11-2[2-8]$/.test(date)],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ({ date }) => date.endsWith('-02-29')],
  ['FREQ=YEARLY', (today, first) => today.date.slice(5) === first.date.slice(5)],
];

describe('the next fires of a rule are those of a calendar that walks every day', () => {
  for (const [rule, isChosen, timesOf] of RULES) {
    it(`${rule}, in ${Object.keys(CHANGES).length} zones`, () => {
      for (const [timeZone, changes] of Object.entries(CHANGES)) {
        for (const change of changes) {
          for (const span of spans(timeZone, change)) {
            // A rule that counts has its end in itself.
            if (rule.includes('COUNT') && span.end !== undefined) continue;
            const from = inGreenwich(`${span.startDate} 00:00`);
            const first = dayOf(span.startDate);
            assertSame(
              take(
                COUNT,
                fires({ ...recurrence.parse({ repeats: 'By Rule', rule, ...span }), timeZone }, from, HORIZON),
              ),
              take(
                COUNT,
                onDays(span, (today) => isChosen(today, first), from, HORIZON, timesOf?.(span.startTime)),
              ),
              `${rule} ${JSON.stringify(span)}`,
            );
          }
        }
      }
    });
  }
});

/** From some weeks before a change, without end, and from its day on, with one. */
function spans(timeZone: string, change: Change): Span[] {
  const { date, time } = change;
  return choicesFor(change).flatMap((choice) => [
    { timeZone, startDate: daysBefore(date, 40), startTime: time, ...choice },
    { timeZone, startDate: date, startTime: time, end: daysBefore(date, -400), ...choice },
  ]);
}

function isWorkday({ weekday }: Day): boolean {
  return weekday !== 'Saturday' && weekday !== 'Sunday';
}

function is(weekday: string): (day: Day) => boolean {
  return (day) => day.weekday === weekday;
}

function restOfMonth({ date, day }: Day): Day[] {
  const later = daysBetween(date, daysBefore(date, -31)).slice(1);
  return later.slice(
    0,
    later.findIndex((other) => other.day < day),
  );
}

/** How many Sundays have begun since the calendar's first day, a Friday. */
function sundays({ days }: Day): number {
  return Math.floor((days + 5) / 7);
}

/** The times of a day that lie so many minutes, or a multiple of them, from another. */
function timesEvery(minutes: number): (startTime: string) => string[] {
  return (startTime) => {
    const first = inGreenwich(`2000-01-01 ${startTime}`) % (minutes * MINUTE);
    const start = inGreenwich('2000-01-01 00:00');
    return Array.from({ length: (24 * 60) / minutes }, (_, step) =>
      wallClock('UTC', start + first + step * minutes * MINUTE).slice(-5),
    );
  };
}

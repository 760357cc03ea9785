import type { Change } from './changes.js';
import { inGreenwich, wallClock } from './wall-clock.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** In zones whose clocks are left alone: so many days from now. */
const PLAIN_DAYS = [60, 120, 270, 400];

/**
 * The next four changes of a clock, each with a time that it skips or shows twice; or where there are none in the next
 * three years, four plain days, so that a table made today is one of the future in any year.
 */
export function nextChanges(timeZone: string, after: number): Change[] {
  const found: Change[] = [];
  for (let at = after; at < after + 3 * 366 * DAY && found.length < 4; at += DAY) {
    if (ahead(timeZone, at) !== ahead(timeZone, at + DAY)) found.push(changeWithin(timeZone, at));
  }
  return found.length > 0 ? found : PLAIN_DAYS.map((days) => plain(after + days * DAY));
}

function changeWithin(timeZone: string, from: number): Change {
  let at = from;
  while (ahead(timeZone, at) === ahead(timeZone, from)) at += MINUTE;
  const by = ahead(timeZone, at) - ahead(timeZone, from);
  // Forward, it skips what comes before this; back, it shows what comes after this again.
  const [date, time] = wallClock('UTC', inGreenwich(wallClock(timeZone, at)) - by / 2).split(' ') as [string, string];
  return { date, time, is: by > 0 ? 'gap' : 'fold' };
}

function plain(at: number): Change {
  return { date: wallClock('UTC', at).slice(0, 10), time: '02:30', is: 'plain' };
}

/** How far the clock is ahead of the one in Greenwich. */
function ahead(timeZone: string, at: number): number {
  return inGreenwich(wallClock(timeZone, at)) - at;
}

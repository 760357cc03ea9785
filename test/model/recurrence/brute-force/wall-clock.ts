const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * A clock on a wall shows what the one in Greenwich shows up to 12 hours after it, or up to 14 before it. An hour more,
 * to stand on both sides of a change. (Since 2000 no zone has changed its clocks twice within three days.)
 */
const EARLIEST = -15 * HOUR;
const LATEST = 13 * HOUR;

interface Clock {
  reads: Intl.DateTimeFormat;
  /** What it has been asked before. */
  read: Map<number, string>;
}

const clocks = new Map<string, Clock>();

/** What a clock on a wall of that zone shows at that instant: `2027-03-28 01:30`. The texts sort as the clock goes. */
export function wallClock(timeZone: string, at: number): string {
  const clock = clocks.get(timeZone) ?? { reads: clockOf(timeZone), read: new Map<number, string>() };
  clocks.set(timeZone, clock);
  const shown = clock.read.get(at) ?? clock.reads.format(at);
  clock.read.set(at, shown);
  return shown;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  // Swedish is written as it sorts.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The instant at which the clock in Greenwich (never changed) shows that. */
export function inGreenwich(shown: string): number {
  return Date.parse(`${shown.replace(' ', 'T')}Z`);
}

/** The instants, ascending, at which the clock shows that: none if it is put forward past it, two if back over it. */
export function instantsShowing(timeZone: string, shown: string): number[] {
  const greenwich = inGreenwich(shown);
  const ahead = [greenwich + EARLIEST, greenwich + LATEST].map((at) => inGreenwich(wallClock(timeZone, at)) - at);
  const candidates = [...new Set(ahead)].map((offset) => greenwich - offset);
  return candidates.filter((at) => wallClock(timeZone, at) === shown).sort((one, other) => one - other);
}

/** The moment at which the clock is put forward past what it never shows: the first at which it shows more. */
export function momentPast(timeZone: string, shown: string): number {
  let before = inGreenwich(shown) + EARLIEST;
  let after = inGreenwich(shown) + LATEST;
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE;
    if (wallClock(timeZone, middle) > shown) after = middle;
    else before = middle;
  }
  return after;
}

/** The last minute at which the clock shows that date, or an earlier one. */
export function lastMinuteOf(timeZone: string, date: string): number {
  let at = inGreenwich(`${date} 23:59`) + LATEST;
  while (wallClock(timeZone, at).slice(0, date.length) > date) at -= MINUTE;
  return at;
}

const DAY = 24 * 60 * 60_000;

/** The farthest a time may lie ahead, in milliseconds: a timer of Temporal does not go on for ever. */
const FARTHEST = 366 * DAY;

const TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^P(?=.)(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** What `readTime` takes, for those who gave something else. */
export const EXPECTED_TIME = 'expected a time with offset within a year, such as 2026-11-21T18:00:00+01:00';

/** What `readDueTime` takes, for those who gave something else. */
export const EXPECTED_DUE_TIME = `${EXPECTED_TIME}, or a duration, such as PT10M`;

/**
 * Reads an ISO 8601 time with offset.
 *
 * @param now in milliseconds since 1970.
 * @returns milliseconds since 1970; undefined for a text that is none, or one more than a year ahead.
 */
export function readTime(text: string, now: number): number | undefined {
  const [, day] = TIME.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  return withinReach(Date.parse(text), now);
}

/**
 * Reads a time as `readTime` does, or an ISO 8601 duration from now: of days, hours, minutes and seconds, as months and
 * years differ.
 */
export function readDueTime(text: string, now: number): number | undefined {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(text) ?? [];
  if (!DURATION.test(text)) return readTime(text, now);
  const duration = Number(days) * DAY + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return withinReach(now + duration, now);
}

/** JavaScript takes the 31st of February for the 3rd of March. */
function isDay(text: string): boolean {
  const day = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(text);
}

function withinReach(at: number, now: number): number | undefined {
  return at <= now + FARTHEST ? at : undefined;
}

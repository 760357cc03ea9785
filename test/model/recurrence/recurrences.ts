import { fires } from '../../../src/model/recurrence/fires.js';
import { recurrence, type ResolvedRecurrence } from '../../../src/model/recurrence/recurrence.js';
import { take } from '../../../src/model/recurrence/take.js';

/** A recurrence as a definition says it, in Sydney where it names no zone. Its start is 5 Oct 2026 at 06:00. */
export function recurring(given: Record<string, unknown>): ResolvedRecurrence {
  const read = recurrence.parse({ startDate: '2026-10-05', startTime: '06:00', ...given });
  return { ...read, timeZone: read.timeZone ?? 'Australia/Sydney' };
}

/** Its first fires from a time on, or from its beginning, as `2026-10-04T19:00Z`. */
export function firesOf(given: ResolvedRecurrence, count: number, from = '2000-01-01T00:00Z'): string[] {
  return [...take(count, fires(given, Date.parse(from)))].map(iso);
}

/** Its first fires as the clock there shows them: `Mon 2026-10-05 06:00`. */
export function clockTimes(given: ResolvedRecurrence, count: number, from = '2000-01-01T00:00Z'): string[] {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: given.timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return [...take(count, fires(given, Date.parse(from)))].map((at) => clock.format(at).replaceAll(',', ''));
}

/** An instant as `2026-10-04T19:00Z`. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace(/:00\.000Z$/, 'Z');
}

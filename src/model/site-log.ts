/** Which activity of a site's Integrator speaks; the number in a log line (seed: Stop and Start). */
export const SPEAKERS = { data: 3, site: 4, trigger: 7 } as const;

export type Speaker = keyof typeof SPEAKERS;

/** One line of a site's log. `at` is in milliseconds since 1970. */
export interface LogEntry {
  at: number;
  speaker: Speaker;
  text: string;
}

/** Reasons and names come from outside: what they say stays in its line, and cannot pass for another one. */
const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** `08-Jul-2014 15:05:30 (4): Site DEV started successfully!`, the time in the site's time zone. */
export function formatLogLine({ at, speaker, text }: LogEntry, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  // The British short form of September has four letters; the seed's months have three.
  const month = part('month').slice(0, 3);
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${part('day')}-${month}-${part('year')} ${time} (${SPEAKERS[speaker]}): ${text.replace(LINE_BREAKS, ' ')}`;
}

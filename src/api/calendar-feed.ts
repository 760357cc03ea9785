/** An event without a length. Times are milliseconds since 1970. */
export interface FeedEvent {
  /** Names the event, and never another one. */
  uid: string;
  /** When what it says was last changed. */
  stamp: number;
  start: number;
  summary: string;
  description: string;
  /** It is known that it will not take place. */
  isCancelled: boolean;
}

/** A line may have so many bytes, without its end (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

/** A calendar in iCalendar (RFC 5545). It shows times, and keeps nobody busy. */
export function writeCalendarFeed(name: string, events: Iterable<FeedEvent>): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Temporal Integrator//Schedules//EN'];
  // NAME is of RFC 7986; many know only the other one.
  lines.push(text('NAME', name), text('X-WR-CALNAME', name));
  for (const event of events) lines.push(...linesOf(event));
  lines.push('END:VCALENDAR');
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function linesOf({ uid, stamp, start, summary, description, isCancelled }: FeedEvent): string[] {
  return [
    'BEGIN:VEVENT',
    text('UID', uid),
    `DTSTAMP:${utc(stamp)}`,
    `DTSTART:${utc(start)}`,
    text('SUMMARY', summary),
    text('DESCRIPTION', description),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** 3.3.11: what has a meaning in a text is escaped. Control characters it cannot have. */
function text(property: string, value: string): string {
  const escaped = value
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
  return `${property}:${escaped}`;
}

/** 3.3.5: `20261005T060000Z`. */
function utc(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A long line goes on in the next one, after a space; no character is cut in two. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return line;
  let folded = '';
  let length = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (length + bytes > LONGEST_LINE) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += bytes;
  }
  return folded;
}

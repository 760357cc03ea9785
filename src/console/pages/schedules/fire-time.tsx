import { dayInWords } from './timeframe.js';

/** A time as the clocks there show it, with the day of the week: `Mon 05-Oct-2026 06:00 +11:00`. */
export function FireTime({ at }: { at: string }) {
  const [date = '', time = ''] = at.split('T');
  const offset = time.slice(8) === 'Z' ? '+00:00' : time.slice(8);
  const [weekday = '', , month = ''] = dayInWords(date).split(' ');
  return (
    <time dateTime={at}>
      {weekday.slice(0, 3)} {date.slice(8)}-{month.slice(0, 3)}-{date.slice(0, 4)} {time.slice(0, 5)}{' '}
      <span class="soft">{offset}</span>
    </time>
  );
}

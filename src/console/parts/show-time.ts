/** `08-Jul-2014 15:05:30`, as the seeds write a time, in the site's time zone; by the browser's where none is given. */
export function showTime(time: string | undefined, timeZone?: string): string {
  if (time === undefined) return '';
  const options = {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  };
  const format = new Intl.DateTimeFormat('en-GB', {
    ...options,
    hourCycle: 'h23',
    timeZone,
  } as Intl.DateTimeFormatOptions);
  const parts = Object.fromEntries(format.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
  const { day, month = '', year, hour, minute, second } = parts;
  return `${day}-${month.slice(0, 3)}-${year} ${hour}:${minute}:${second}`;
}

/** `0.4 s`, `3 min 05 s`, `2 h 10 min`. */
export function showSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return `${minutes} min ${String(rest).padStart(2, '0')} s`;
}

/** A time of the API, to the second, by the clocks of a time zone, else of this machine: `2026-11-22 14:05:00 +11:00`. */
export function localTime(time: string | undefined, timeZone?: string): string {
  if (time === undefined) return '';
  // Sweden writes dates as ISO 8601 does.
  const written = new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
    timeZone,
  }).format(new Date(time));
  return written.replace(/GMT$/, '+00:00').replace('GMT', '').replace('\u2212', '-');
}

/** A time as the API writes it, by the clocks of its own zone, to the minute: `2026-12-07 06:00 +11:00`. */
export function zonedTime(time: string | undefined): string {
  return time?.replace(/^(.{10})T(.{5}):\d\d(?:\.\d+)?(Z|[+-].*)$/, '$1 $2 $3') ?? '';
}

/** Seconds as people say them: `0.42 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

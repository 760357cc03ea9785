/**
 * The default Run Name: the integration's name, then a date and time stamp in the site's time zone (seed: Test the
 * integrations). `at` is in milliseconds since 1970, with a fraction; `fraction` is the number of digits of the second (0, 3 or 6): more, when a name with fewer is taken.
 */
export function defaultRunName(integration: string, timeZone: string, at: number, fraction: 0 | 3 | 6): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const digits = String(Math.floor(at * 1000) % 1_000_000)
    .padStart(6, '0')
    .slice(0, fraction);
  return `${integration} ${parts}${digits === '' ? '' : `.${digits}`}`;
}

/** How many digits of the second a default Run Name has: more, when a name with fewer is taken. */
export type Fraction = 0 | 3 | 6;

/**
 * The default Run Name: the integration's name, then a date and time stamp in the site's time zone (seed: Test the
 * integrations). `at` is in milliseconds since 1970, with a fraction.
 */
export function defaultRunName(integration: string, timeZone: string, at: number, fraction: Fraction): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const digits = String(Math.floor(at * 1000) % 1_000_000)
    .padStart(6, '0')
    .slice(0, fraction);
  return `${integration} ${parts}${digits === '' ? '' : `.${digits}`}`;
}

/** What the default Run Name of a set begins with: it tells sets from integrations (seed: Schedule Integrations, Note). */
export function setRunName(integrationSet: string): string {
  return /integration-?set/i.test(integrationSet) ? integrationSet : `${integrationSet} IntegrationSet`;
}

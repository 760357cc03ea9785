import { UsageError } from './usage-error.js';

/**
 * Collects an option that is given again and again as `name=value`.
 *
 * @throws UsageError for what is none.
 */
export function collectPair(given: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = given.indexOf('=');
  if (at < 1) throw new UsageError(`${given}: expected name=value.`);
  return { ...before, [given.slice(0, at)]: given.slice(at + 1) };
}

/** Collects an option that may be given again and again. */
export function collect(given: string, before: readonly string[] = []): string[] {
  return [...before, given];
}

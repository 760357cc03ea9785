import { shownValue } from '../shown-value.js';

const SHOWN_NAMES = 3;

/** Names of entries for a message, quoted: at most three of them, and how many there are beside. */
export function shownNames(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map(shownValue).join(', ');
  return names.length > SHOWN_NAMES ? `${shown} and ${names.length - SHOWN_NAMES} more` : shown;
}

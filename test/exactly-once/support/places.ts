import type { Strike } from './strikes.js';

/** Places in a run by what it is at, each with what a case must be given there. */
export type Places<Given, More extends object> = Record<string, { strike: Strike<Given> } & More>;

/** A place before something is done, and one after that, when who asked for it does not know yet. */
export function around<Given, More extends object>(
  what: string,
  strikeAt: (at: 'sent' | 'answered') => Strike<Given>,
  more = {} as More,
): Places<Given, More> {
  return {
    [`${what}, before it is done`]: { strike: strikeAt('sent'), ...more },
    [`${what}, after it is done`]: { strike: strikeAt('answered'), ...more },
  };
}

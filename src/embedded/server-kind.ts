/**
 * The processes we start, by the name shown to the user, and the signals that end each, gentlest first. PostgreSQL
 * takes SIGINT as a fast shutdown (SIGTERM would wait for its clients) and SIGQUIT as an immediate one.
 */
export const ENDING_SIGNALS = {
  PostgreSQL: ['SIGINT', 'SIGQUIT', 'SIGKILL'],
  Temporal: ['SIGTERM', 'SIGKILL'],
  initdb: ['SIGTERM', 'SIGKILL'],
} as const satisfies Record<string, readonly NodeJS.Signals[]>;

export type ServerKind = keyof typeof ENDING_SIGNALS;

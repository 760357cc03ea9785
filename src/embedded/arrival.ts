import type { Report } from './report.js';

/** What a way of getting a Temporal server is given; it answers undefined, or with why it failed. */
export interface Arrival {
  /** Where the executable has to appear, complete, by a rename in the same folder: others may wait for it too. */
  target: string;
  /** The version an executable answers with, or undefined if it does not work. */
  versionOf: (executable: string) => Promise<string | undefined>;
  /** The environment for the child, with its PATH. */
  env: NodeJS.ProcessEnv;
  report: Report;
  /** Gives it up. */
  signal?: AbortSignal | undefined;
}

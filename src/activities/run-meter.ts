import type { EndedRun } from '../store/ended-run.js';

/** Hears of runs as they begin and end in this process: whoever measures them. */
export interface RunMeter {
  /** @param lag how long after it was due the run of a fire has begun, in seconds. */
  fired(lag: number): void;
  /** A run has the end it keeps: told once, unless the process is killed in that moment. */
  ended(run: EndedRun): void;
}

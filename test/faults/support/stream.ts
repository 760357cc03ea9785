import type { Plant } from './plant.js';
import type { AnswerBody } from '../../support/http-client.js';
import type { SeededRandom } from '../../exactly-once/support/seeded-random.js';

/** What an account finds that should not be. */
export type Complaint = string;

/**
 * Runs of one integration, one after the other, each with new content that follows from a seed, and what must have
 * become of all of it.
 */
export interface Stream {
  /** Of the integration, on its site. */
  readonly name: string;
  /** How often its runs have ended so far, by their status. */
  readonly ended: readonly AnswerBody[];
  /** Makes what it needs on its site, which is not started yet. */
  prepare(): Promise<void>;
  /** One run, from its content to its end, whatever happens meanwhile. @throws Error where it never ends, or wrongly. */
  run(): Promise<void>;
  /** Compares what is there with what must be, when nothing is under way. */
  account(): Promise<Complaint[]>;
}

/** What a stream is given. */
export interface StreamGiven {
  plant: Plant;
  site: string;
  name: string;
  random: SeededRandom;
}

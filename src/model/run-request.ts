import type { ParameterValues } from './parameters.js';
import type { RunTrigger } from './run.js';

/** A run that is asked for. Ids, names and counts only: what is in a file never enters a history. */
export interface RunRequest {
  /** Ours, a UUID; asking twice with the same one gives one run. */
  run: string;
  site: string;
  integration: string;
  /** The definition to go by; the current one where absent. */
  definitionVersion?: number;
  name?: string;
  /** An uploaded file; the integration's own source where absent. */
  file?: { name: string; sha256: string; bytes: number };
  parameters: ParameterValues;
  trigger: RunTrigger;
  requestedBy: string;
  /** The run this one repeats. */
  rerunOf?: string;
  /** Tells a repeated request from another one with the same Idempotency-Key. */
  requestHash?: string;
}

import type { Guard } from './guard.js';
import type { OnFileInUse } from './import-integration.js';
import type { ParameterValues } from './parameters.js';
import type { RunTrigger, SendKind } from './run.js';

/** A file as it was uploaded: its name, and where its content is in the file store. */
export interface UploadedFile {
  name: string;
  sha256: string;
  bytes: number;
}

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
  file?: UploadedFile;
  /** By the name the integration gives them. */
  externalFiles?: Record<string, UploadedFile>;
  parameters: ParameterValues;
  /** Exclusion groups of the site: the records they name are left out. */
  exclude?: string[];
  /** Apply, count, and roll back. */
  dryRun?: boolean;
  /** What to do while another run reads a file of this name; the integration's own choice where absent. */
  onFileInUse?: OnFileInUse;
  /** Guards that do not hold this run. */
  liftGuards?: Guard[];
  /** The run whose rejects the file corrects, and whether they may overwrite what a later run has loaded. */
  resubmits?: { run: string; overwrite: boolean };
  /** Send All or Send Changed; where absent, an export sends all, and an import writes what differs. */
  send?: SendKind;
  trigger: RunTrigger;
  requestedBy: string;
  /** The run this one repeats. */
  rerunOf?: string;
  /** Tells a repeated request from another one with the same Idempotency-Key. */
  requestHash?: string;
}

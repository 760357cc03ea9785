import type { Guard } from './guard.js';
import type { OnFileInUse } from './import-integration.js';
import type { MemberGiven } from './integration-set.js';
import type { ParameterValues } from './parameters.js';
import type { RunTrigger, SendKind } from './run.js';

/** A file as it was uploaded: its name, and where its content is in the file store. */
export interface UploadedFile {
  name: string;
  sha256: string;
  bytes: number;
}

/** What every run is asked for with. Ids, names and counts only: what is in a file never enters a history. */
interface AskedRun {
  /** Ours, a UUID; asking twice with the same one gives one run. */
  run: string;
  site: string;
  /** The definition to go by; the current one where absent. */
  definitionVersion?: number;
  name?: string;
  /** What its default Run Name begins with; else what is run. */
  nameStem?: string;
  trigger: RunTrigger;
  requestedBy: string;
  /** The run this one repeats. */
  rerunOf?: string;
  /** Tells a repeated request from another one with the same Idempotency-Key. */
  requestHash?: string;
  /** The fire of a schedule that asks for it. */
  fire?: Fire;
}

/** One time at which a schedule was due. */
export interface Fire {
  /** The id of the schedule, which stays when it gets another definition. */
  schedule: string;
  /** When it was due: ISO 8601. */
  intendedAt: string;
  /** The workflow that waits to hear how the run has ended. */
  workflow: string;
}

/** A run of an integration that is asked for. */
export interface RunRequest extends AskedRun {
  integration: string;
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
  /** The run of the set it is a member of, and its place there, from 1. */
  memberOf?: { run: string; position: number };
}

/** A run of an integration set that is asked for. */
export interface SetRunRequest extends AskedRun {
  integrationSet: string;
  /** What members are given, by position; what is absent is as the set says. */
  members?: MemberGiven[];
  /** Of a run that repeats another: whether on its versions, and whether only from the member that has not Completed. */
  repeat?: { asRun: boolean; fromFailed: boolean };
}

export type AnyRunRequest = RunRequest | SetRunRequest;

export function isSetRun(request: AnyRunRequest): request is SetRunRequest {
  return 'integrationSet' in request;
}

/** The name of what is run: an integration, or a set. */
export function nameOfRequested(request: AnyRunRequest): string {
  return isSetRun(request) ? request.integrationSet : request.integration;
}

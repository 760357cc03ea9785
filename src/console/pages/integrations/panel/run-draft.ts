import { readParameters, type ParameterTexts } from '../../../parts/parameter-texts.js';
import type { Runnable, RunnablePart } from '../runnable.js';

/** What was entered for an integration, or for a member of a set. */
export interface PartDraft {
  parameters: ParameterTexts;
  /** The uploaded file to take in place of its own source. */
  file?: string;
  /** Uploaded files, by the names the integration gives to its external files. */
  externalFiles: Readonly<Record<string, string>>;
  /** Exclusion groups; absent: as the set says. */
  exclude?: readonly string[];
}

/** What was entered for a run that was not asked for yet. */
export interface RunDraft {
  name: string;
  dryRun: boolean;
  /** What it does while another run reads its file; absent: as the integration says. */
  onFileInUse?: 'fail' | 'wait';
  /** By position; of an integration there is one. */
  parts: Readonly<Record<number, PartDraft>>;
}

export const EMPTY_PART: PartDraft = { parameters: {}, externalFiles: {} };
export const EMPTY_DRAFT: RunDraft = { name: '', dryRun: false, parts: {} };

/** What `POST /sites/{site}/runs` takes for it. */
export function runBody(
  { name: what, isSet, parts }: Runnable,
  { name, dryRun, onFileInUse, parts: drafts }: RunDraft,
) {
  const named = nameBody(name);
  if (isSet) return { integrationSet: what, ...named, members: membersOf(parts, drafts) };
  const [part] = parts;
  const given = part === undefined ? {} : partBody(part, drafts[0] ?? EMPTY_PART);
  return { integration: what, ...named, ...given, ...(dryRun && { dryRun }), ...(onFileInUse && { onFileInUse }) };
}

/** The Run Name, where one was entered. */
export function nameBody(name: string): { name?: string } {
  return name.trim() === '' ? {} : { name: name.trim() };
}

/** By position: a member that is gone is given nothing. */
function membersOf(parts: readonly RunnablePart[], drafts: RunDraft['parts']) {
  const last = Math.max(-1, ...parts.map(({ position }) => position));
  return Array.from({ length: last + 1 }, (_, position) => {
    const part = parts.find((one) => one.position === position);
    return part === undefined
      ? {}
      : { integration: part.integration, ...partBody(part, drafts[position] ?? EMPTY_PART) };
  });
}

function partBody({ definition, given }: RunnablePart, { parameters, file, externalFiles, exclude }: PartDraft) {
  const values = readParameters(definition.parameters, parameters);
  return {
    ...(Object.keys(values).length > 0 && { parameters: values }),
    ...(file !== undefined && { file }),
    ...(Object.keys(externalFiles).length > 0 && { externalFiles: { ...given.externalFiles, ...externalFiles } }),
    ...(exclude !== undefined && { exclude: [...exclude] }),
  };
}

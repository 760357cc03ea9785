/** The parts of a run that have an address of their own; its summary has that of the run. */
export type RunPart = 'details' | 'source-file' | 'transaction-assistant';

/** Where the console shows a run, or a part of it. */
export function runAddress(site: string, run: string, part?: RunPart): string {
  return `/sites/${encodeURIComponent(site)}/runs/${run}${part === undefined ? '' : `/${part}`}`;
}

import type { Run } from '../run.js';

/** Why the rejects of a run cannot be sent again; undefined where they can. */
export function whyNotCorrected({ status, dryRun, direction }: Run): string | undefined {
  if (direction === 'export')
    return 'These records were refused where they were sent. Correct them where they come from.';
  if (dryRun) return 'It was a dry run: nothing was applied. Correct the file, and run again.';
  if (status === 'In-Progress') return 'The run has not ended: what it refuses can be corrected then.';
  if (status === 'Failed' || status === 'Not Run') {
    return `The run is ${status}: nothing of its file was applied. Correct the file, and run again.`;
  }
  return undefined;
}

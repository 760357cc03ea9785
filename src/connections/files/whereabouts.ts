import type { FileSystem } from './file-system.js';
import { isPutAwayNameOf } from './put-away-name.js';
import { CLAIMS, claimOf, type TakenFile } from './taken-file.js';

/** So many names are told. */
const TOLD = 3;

/**
 * Sentences on where a file may be that is not in its folder: among those of failed runs, with a run that has taken it,
 * or there by another name.
 */
export async function whereabouts(fs: FileSystem, { file, failed }: TakenFile): Promise<string> {
  const sentences: string[] = [];
  if (failed !== undefined) {
    const ofFailedRuns = (await list(fs, failed)).filter((name) => isPutAwayNameOf(file, name));
    if (ofFailedRuns.length > 0) sentences.push(`Files of failed runs are in ${failed}: ${tell(ofFailedRuns)}.`);
  }
  const claims = await claimsOf(fs, file);
  if (claims.length > 0) sentences.push(`Other runs have taken files of this name: ${tell(claims)}.`);
  const others = (await list(fs, '')).filter((name) => !name.startsWith('.'));
  sentences.push(others.length === 0 ? 'The folder is empty.' : `The folder has ${tell(others)}.`);
  return sentences.join(' ');
}

async function claimsOf(fs: FileSystem, file: string): Promise<string[]> {
  const claims: string[] = [];
  for (const run of await list(fs, CLAIMS)) {
    if ((await list(fs, claimOf(run))).includes(file)) claims.push(claimOf(run, file));
  }
  return claims;
}

/** What cannot be listed is not told: the file that is missed is the point. */
function list(fs: FileSystem, path: string): Promise<string[]> {
  return fs.list(path).catch(() => []);
}

/** The last ones: of put-away names the latest. */
function tell(names: string[]): string {
  const told = names.slice(-TOLD).join(', ');
  return names.length > TOLD ? `${told} and ${names.length - TOLD} more` : told;
}

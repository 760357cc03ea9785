import { generateFile, modeOf, SMALL, type FileSize } from './generated-file.js';
import { ImportCase } from './import-case.js';
import type { Lane } from './lane.js';
import type { Packing } from './packing.js';

/** What kind of files are imported; the rest follows from the seed. */
export interface Kind {
  packing?: Packing;
  size?: FileSize;
  /** They have rejects, whatever their seed. */
  hasRejects?: boolean;
}

/** An import for each seed, ready to run. */
export async function prepareImports(lane: Lane, seeds: readonly number[], kind: Kind): Promise<ImportCase[]> {
  const { packing = 'csv', size = SMALL, hasRejects = false } = kind;
  return Promise.all(
    seeds.map((seed) => {
      const mode = hasRejects && modeOf(seed) === 'replace' ? 'upsert' : modeOf(seed);
      return ImportCase.prepare(lane, seed, { file: generateFile(seed, size, mode), packing });
    }),
  );
}

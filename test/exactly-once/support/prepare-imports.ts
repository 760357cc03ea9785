import { generateFile, modeOf, SMALL, type FileSize } from './generated-file.js';
import { ImportCase } from './import-case.js';
import type { CaseLane } from './case-lane.js';
import type { InboxKind } from './inboxes.js';
import type { Packing } from './packing.js';

/** What kind of files are imported; the rest follows from the seed. */
export interface Kind {
  packing?: Packing;
  from?: InboxKind;
  size?: FileSize;
  /** They have rejects, whatever their seed. */
  hasRejects?: boolean;
}

/** An import for each seed, ready to run. */
export async function prepareImports<L extends CaseLane>(
  lane: L,
  seeds: readonly number[],
  kind: Kind,
): Promise<ImportCase<L>[]> {
  const { packing, from, size = SMALL, hasRejects = false } = kind;
  return Promise.all(
    seeds.map((seed) => {
      const mode = hasRejects && modeOf(seed) === 'replace' ? 'upsert' : modeOf(seed);
      return ImportCase.prepare(lane, seed, { file: generateFile(seed, size, mode), packing, from });
    }),
  );
}

import { CUT_OFF, NO_CHARACTER } from './character-reader.js';
import type { LooksUp } from './code-table.js';

const SYLLABLES = { first: 0xac00, last: 0xd7a3 };

const ADDED_IN_1998: [place: number, codePoint: number][] = [
  [0xa2e6, 0x20ac],
  [0xa2e7, 0xae],
];

/**
 * EUC-KR as Windows and the WHATWG Encoding Standard understand it: with the Unified Hangul Code, which has the 8,822
 * syllables that KS X 1001 lacks in the places that are free there, in the order of Unicode. Node's decoder knows the
 * first KS X 1001 alone, which is `lookUp`.
 */
export function unifiedHangul(lookUp: LooksUp): LooksUp {
  let extension: Map<number, number> | undefined;
  return (sequence) => {
    const [lead = 0, trail] = sequence;
    if (lead < 0x81 || lead > 0xfe) {
      return NO_CHARACTER;
    }
    if (trail === undefined) {
      return CUT_OFF;
    }
    extension ??= makeExtension(lookUp);
    return extension.get((lead << 8) | trail) ?? (lead >= 0xa1 && trail >= 0xa1 ? lookUp(sequence) : NO_CHARACTER);
  };
}

function makeExtension(lookUp: LooksUp): Map<number, number> {
  const known = new Set<number>();
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      known.add(lookUp(Buffer.from([lead, trail])));
    }
  }
  const places = freePlaces();
  const extension = new Map(ADDED_IN_1998);
  for (let syllable = SYLLABLES.first; syllable <= SYLLABLES.last; syllable += 1) {
    if (!known.has(syllable)) {
      extension.set(places.next().value ?? 0, syllable);
    }
  }
  return extension;
}

/** Lead and trail bytes beside KS X 1001, in order. */
function* freePlaces(): Generator<number, undefined> {
  for (let lead = 0x81; lead <= 0xc6; lead += 1) {
    for (let trail = 0x41; trail <= (lead < 0xa1 ? 0xfe : 0xa0); trail += 1) {
      if (trail <= 0x5a || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81) {
        yield (lead << 8) | trail;
      }
    }
  }
  return undefined;
}

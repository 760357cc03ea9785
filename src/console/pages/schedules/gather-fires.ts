import type { Occurrence } from './occurrence.js';

/** More fires of one schedule than these in a day are one entry. */
const FEW = 3;

/** An entry of a day: what it leads to, and how many fires it stands for. */
export interface Entry {
  occurrence: Occurrence;
  times: number;
}

/** The entries of a day, where the fires to come of a frequent schedule are one, at the place of the first. */
export function gatherFires(occurrences: readonly Occurrence[]): Entry[] {
  const alike = new Map<string, Entry>();
  for (const occurrence of occurrences) {
    const kind = kindOf(occurrence);
    const first = alike.get(kind);
    if (first === undefined) alike.set(kind, { occurrence, times: 1 });
    else first.times += 1;
  }
  return occurrences.flatMap((occurrence) => {
    const first = alike.get(kindOf(occurrence));
    if (first === undefined || first.times <= FEW) return { occurrence, times: 1 };
    return first.occurrence === occurrence ? first : [];
  });
}

/** Fires of one schedule with one fate are alike; a run there was is like no other. */
function kindOf({ run, schedule, status, reason }: Occurrence): string {
  return run ?? JSON.stringify([schedule, status, reason]);
}

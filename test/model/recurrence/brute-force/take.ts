/** The first of them, at most `count`. */
export function take(count: number, instants: Iterable<number>): number[] {
  const taken: number[] = [];
  if (count === 0) return taken;
  for (const at of instants) if (taken.push(at) === count) break;
  return taken;
}

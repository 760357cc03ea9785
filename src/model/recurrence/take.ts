/** The first of them, lazily: `count` of 1 or more, or all there are. */
export function* take<T>(count: number, all: Iterable<T>): Generator<T> {
  let left = count;
  for (const one of all) {
    yield one;
    left -= 1;
    if (left <= 0) return;
  }
}

/** What comes next of one of several sequences. */
interface Head<Item> {
  item: Item;
  rest: Iterator<Item>;
}

/**
 * Several ascending sequences as one, lazily: each is looked at no farther than the first item that is not taken.
 *
 * @param compare negative where the first item comes before the second.
 */
export function* mergeAscending<Item>(
  sequences: Iterable<Iterable<Item>>,
  compare: (one: Item, other: Item) => number,
): Generator<Item> {
  const heads: Head<Item>[] = [];
  for (const sequence of sequences) {
    const head = nextOf(sequence[Symbol.iterator]());
    if (head !== undefined) heads.push(head);
  }
  const byItem = (one: Head<Item>, other: Head<Item>): number => compare(one.item, other.item);
  heads.sort(byItem);
  for (let first = heads.shift(); first !== undefined; first = heads.shift()) {
    yield first.item;
    const next = nextOf(first.rest);
    if (next !== undefined) heads.splice(placeOf(next, heads, byItem), 0, next);
  }
}

function nextOf<Item>(rest: Iterator<Item>): Head<Item> | undefined {
  const next = rest.next();
  return next.done === true ? undefined : { item: next.value, rest };
}

/** Where it belongs among the sorted ones: by halves, as they may be thousands. */
function placeOf<T>(one: T, sorted: readonly T[], compare: (one: T, other: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, one) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Complaint } from './stream.js';

/** Compares as multisets: nothing lost, nothing doubled, nothing invented. */
export function compareRows(where: string, actual: readonly string[], expected: readonly string[]): Complaint[] {
  const missing = new Map<string, number>();
  for (const one of expected) missing.set(one, (missing.get(one) ?? 0) + 1);
  const surplus: string[] = [];
  for (const one of actual) {
    const count = missing.get(one) ?? 0;
    if (count === 0) surplus.push(one);
    else missing.set(one, count - 1);
  }
  const lost = [...missing].flatMap(([one, count]) => Array<string>(count).fill(one));
  return [...tell(where, 'lost', lost), ...tell(where, 'doubled or invented', surplus)];
}

function tell(where: string, what: string, all: readonly string[]): Complaint[] {
  return all.length === 0 ? [] : [`${where}: ${all.length} records ${what}, such as ${all[0]!.slice(0, 60)}`];
}

import type { Api } from '../../api.js';

type Run = Api['Run'];

/** Runs as they are listed, newest first, and where to go on. */
export interface RunPages {
  items: Run[];
  next: string | undefined;
}

/**
 * What is listed once its first page was looked up again: that page, then the older runs that were listed before. Where
 * so much is new that the page does not reach them, they are left for when one scrolls there.
 */
export function mergeFirstPage(before: RunPages, first: RunPages): RunPages {
  const last = first.items.at(-1);
  if (last === undefined || first.next === undefined) return first;
  const [newest] = before.items;
  if (newest === undefined || isOlder(newest, last)) return first;
  const older = before.items.filter((run) => isOlder(run, last));
  return older.length === 0 ? first : { items: [...first.items, ...older], next: before.next };
}

/**
 * Puts the page that was read from `cursor` on below what is listed; runs that are listed already stay where they are.
 * Where the list ends elsewhere by now, the page would leave a gap and is left out.
 */
export function pageAfter(cursor: string): (before: RunPages, page: RunPages) => RunPages {
  return (before, page) => {
    if (before.next !== cursor) return before;
    const listed = new Set(before.items.map(({ id }) => id));
    return { items: [...before.items, ...page.items.filter(({ id }) => !listed.has(id))], next: page.next };
  };
}

/** What is listed with a run as it is now; undefined: it does not belong there any more. */
export function replaceRun(before: RunPages, id: string, now: Run | undefined): RunPages {
  return { ...before, items: before.items.flatMap((run) => (run.id !== id ? [run] : now === undefined ? [] : [now])) };
}

/** By their place in the list. */
function isOlder(one: Run, than: Run): boolean {
  return one.startedAt === than.startedAt ? one.id < than.id : one.startedAt < than.startedAt;
}

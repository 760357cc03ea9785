/** Half of a character, which UTF-8 cannot write. */
const LONE_SURROGATE = /\p{Cs}/u;

/** Whether PostgreSQL can keep the text: it holds neither NUL nor lone surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** An object or a list that is being gone through, and how far. */
interface Level {
  isList: boolean;
  entries: [string, unknown][];
  at: number;
}

/**
 * The path to the first text in `value`, names of properties included, that cannot be kept; undefined where all can. It
 * does not call itself: what was sent may be deeper than calls can be.
 */
export function findUnstorable(value: unknown): PropertyKey[] | undefined {
  const levels: Level[] = [levelOf([value])];
  for (let level = levels[0]; level !== undefined; level = levels.at(-1)) {
    const entry = level.entries[level.at];
    if (entry === undefined) {
      levels.pop();
      continue;
    }
    level.at += 1;
    const [name, one] = entry;
    if (!level.isList && !isStorable(name)) return pathTo(levels.slice(0, -1));
    if (typeof one === 'string' && !isStorable(one)) return pathTo(levels);
    if (typeof one === 'object' && one !== null) levels.push(levelOf(one));
  }
  return undefined;
}

function levelOf(value: object): Level {
  return { isList: Array.isArray(value), entries: Object.entries(value), at: 0 };
}

/** By the entries that were looked at last; the first level holds nothing but the whole. */
function pathTo(levels: readonly Level[]): PropertyKey[] {
  return levels.slice(1).map(({ isList, entries, at }) => {
    const name = entries[at - 1]?.[0] ?? '';
    return isList ? Number(name) : name;
  });
}

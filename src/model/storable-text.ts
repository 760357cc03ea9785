/** Half of a character, which UTF-8 cannot write. */
const LONE_SURROGATE = /\p{Cs}/u;

/** Whether PostgreSQL can keep the text: it holds neither NUL nor lone surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** The path to the first text in `value`, names of properties included, that cannot be kept; undefined where all can. */
export function findUnstorable(value: unknown, path: PropertyKey[] = []): PropertyKey[] | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, one] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    const found = isStorable(key) ? findUnstorable(one, place) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}

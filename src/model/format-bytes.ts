/** Units of a size, in bytes: powers of 1024, as PostgreSQL's are. */
export const BYTE_UNITS = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** `1048576` → `1 MB`; the largest unit that gives at least 1, with at most one decimal. */
export function formatBytes(bytes: number): string {
  const [unit, factor] = Object.entries(BYTE_UNITS).findLast(([, size]) => bytes >= size) ?? ['B', 1];
  return `${String(Math.round((bytes / factor) * 10) / 10)} ${unit}`;
}

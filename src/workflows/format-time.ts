/** ISO 8601, in UTC; `at` is in milliseconds since 1970. */
export function formatTime(at: number): string {
  return new Date(at).toISOString();
}

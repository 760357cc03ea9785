/** The order of two texts by code unit; right for ISO dates and times of one form. */
export function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

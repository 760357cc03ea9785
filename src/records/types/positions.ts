/** A position of GeoJSON or TopoJSON: two numbers or more, the longitude first. */
export function isPosition(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 2 && value.every((number) => typeof number === 'number');
}

/** Whether `value` is an array of `least` or more, of which each one is right. */
export function isArrayOf(value: unknown, isRight: (one: unknown) => boolean, least = 0): boolean {
  return Array.isArray(value) && value.length >= least && value.every(isRight);
}

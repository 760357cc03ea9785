import { isJsonObject } from './is-json-object.js';

/** A text that is the same for equal JSON texts: white space and the order of properties do not count. */
export function jsonKey(json: string): string {
  return JSON.stringify(JSON.parse(json), (_name, value: unknown) => (isJsonObject(value) ? inOrder(value) : value));
}

function inOrder(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

import assert from 'node:assert/strict';

/** Asserts that `value` has all that is expected, whatever else it has. */
export function assertHas(value: unknown, expected: unknown): void {
  assert.deepEqual(likewise(value, expected), expected);
}

/** Of the value, the parts that are expected. */
function likewise(value: unknown, expected: unknown): unknown {
  if (!isObject(value) || !isObject(expected)) return value;
  if (Array.isArray(value)) return value.map((one, index) => likewise(one, expected[index]));
  return Object.fromEntries(Object.keys(expected).map((name) => [name, likewise(value[name], expected[name])]));
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

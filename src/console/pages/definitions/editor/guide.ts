import type { JsonSchema, Described } from './json-schema.js';
import type { Path } from './yaml-scan.js';

/** What the editor knows of the definition that is written. */
export interface Guide extends Described {
  /** What of the site may be named in a property of this name, such as its connections. */
  namesFor: Readonly<Record<string, readonly string[]>>;
}

/** What of the site may stand at a path. */
export function siteNamesAt({ namesFor }: Guide, path: Path): readonly string[] {
  const property = path.findLast((step) => typeof step === 'string');
  return property === undefined ? [] : (namesFor[property] ?? []);
}

/** `string, one of 3`, `integer` … in a word or two. */
export function typeOf({ type, enum: values, const: only, properties, items }: JsonSchema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return `one of ${values.length}`;
  if (type !== undefined) return [type].flat().join(' or ');
  if (properties !== undefined) return 'object';
  return items === undefined ? '' : 'array';
}

/** What a property is for, and what it is where nothing is said. */
export function explain({ description, default: otherwise }: JsonSchema): string {
  const isPlain = otherwise !== undefined && typeof otherwise !== 'object';
  return [description, isPlain ? `Where nothing is said: ${JSON.stringify(otherwise)}.` : undefined]
    .filter(Boolean)
    .join(' ');
}

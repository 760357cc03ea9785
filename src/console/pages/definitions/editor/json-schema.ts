import type { Place } from './place-at.js';
import type { Path } from './yaml-scan.js';

/** What is used of JSON Schema, as `/openapi.json` has it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  default?: unknown;
  /** What tells alternatives apart is a text. */
  const?: string;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

/** A schema with those it refers to. */
export interface Described {
  schema: JsonSchema;
  /** By their names. */
  schemas: Readonly<Record<string, JsonSchema>>;
}

type Names = Place['names'];

/** What may stand at a path: of alternatives, those that what is written there already leaves open. */
export function schemasAt({ schema, schemas }: Described, path: Path, names: Names): JsonSchema[] {
  let found = alternatives(schema, schemas).filter(isOpen([], names));
  for (const [depth, step] of path.entries()) {
    const here = path.slice(0, depth + 1);
    found = onlyOpen(
      found.flatMap((one) => stepInto(one, step)).flatMap((one) => alternatives(one, schemas)),
      isOpen(here, names),
    );
  }
  return found;
}

/** Where nothing fits, everything may still be meant. */
function onlyOpen(found: JsonSchema[], isOneOpen: (schema: JsonSchema) => boolean): JsonSchema[] {
  const open = found.filter(isOneOpen);
  return open.length > 0 ? open : found;
}

/** A schema without references, once for each of its alternatives. What is said where it is referred to counts. */
function alternatives(schema: JsonSchema, schemas: Described['schemas']): JsonSchema[] {
  const { $ref, oneOf, anyOf, allOf, ...own } = schema;
  const referred = $ref === undefined ? undefined : schemas[$ref.replace('#/components/schemas/', '')];
  const inside = [...(referred === undefined ? [] : [referred]), ...(oneOf ?? []), ...(anyOf ?? []), ...(allOf ?? [])];
  if (inside.length === 0) return [own];
  return inside.flatMap((one) => alternatives(one, schemas)).map((one) => ({ ...one, ...own }));
}

function stepInto({ properties, additionalProperties, items }: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') return items === undefined ? [] : [items];
  const other = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const one = properties?.[step] ?? other;
  return one === undefined ? [] : [one];
}

/** Whether a schema is not ruled out by what says which of several it is, such as `kind` or `direction`. */
function isOpen(path: Path, names: Names) {
  const written = names.get(JSON.stringify(path));
  return ({ properties = {}, required = [] }: JsonSchema): boolean =>
    Object.entries(properties).every(([name, { const: only }]) => {
      if (only === undefined) return true;
      const value = written?.get(name) ?? '';
      return value === only || (value === '' && (written?.has(name) === true || !required.includes(name)));
    });
}

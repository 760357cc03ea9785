import type { Completion, CompletionResult, CompletionSource } from '@codemirror/autocomplete';

import { explain, siteNamesAt, typeOf, type Guide } from './guide.js';
import { schemasAt, type JsonSchema } from './json-schema.js';
import { placeAt, type Place } from './place-at.js';

/** Completes names of properties and their values, by what may stand at the cursor. */
export function completeBy(guide: () => Guide | undefined): CompletionSource {
  return ({ state, pos, explicit }): CompletionResult | null => {
    const known = guide();
    if (known === undefined) return null;
    const place = placeAt(state.doc.toString(), pos);
    if (!explicit && place.written === '' && place.part !== 'value') return null;
    const options = optionsAt(known, place).filter(({ label }) => label !== place.written);
    return { from: pos - place.written.length, options, validFor: /^[\w.-]*$/ };
  };
}

/** What may be written at a place. */
export function optionsAt(guide: Guide, { path, part, names }: Place): Completion[] {
  const schemas = schemasAt(guide, path, names);
  const values = part === 'name' ? [] : valueOptions(schemas, siteNamesAt(guide, path));
  if (part === 'value') return values;
  const written = names.get(JSON.stringify(path));
  return [...values, ...nameOptions(schemas, part === 'either').filter(({ label }) => written?.has(label) !== true)];
}

function nameOptions(schemas: readonly JsonSchema[], isOnItsLine: boolean): Completion[] {
  const properties = new Map(schemas.flatMap(({ properties = {} }) => Object.entries(properties)));
  const required = new Set(schemas.flatMap(({ required = [] }) => required));
  return [...properties].map(([label, schema]) => ({
    label,
    type: 'property',
    detail: typeOf(schema),
    ...infoOf(schema),
    boost: required.has(label) ? 1 : 0,
    apply: `${label}:${isOnItsLine && schema.properties !== undefined ? '' : ' '}`,
  }));
}

function valueOptions(schemas: readonly JsonSchema[], siteNames: readonly string[]): Completion[] {
  const given = schemas.flatMap((schema) => valuesOf(schema).map((value) => ({ value, schema })));
  const labels = new Map(given.map(({ value, schema }) => [String(value), schema]));
  return [
    ...siteNames.map((label) => ({ label, type: 'variable' })),
    ...[...labels].map(([label, schema]) => ({ label, type: 'constant', ...infoOf(schema) })),
  ];
}

function valuesOf({ type, enum: values, const: only }: JsonSchema): readonly unknown[] {
  if (only !== undefined) return [only];
  return values ?? (type === 'boolean' ? [true, false] : []);
}

function infoOf(schema: JsonSchema): { info?: string } {
  const info = explain(schema);
  return info === '' ? {} : { info };
}

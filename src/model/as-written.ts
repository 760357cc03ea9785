import { z } from 'zod';

import { definitionChanges } from './definition-changes.js';

/**
 * A definition as a person would write it: properties in the order of the schema, named entries by their names, and
 * nothing that goes without saying. The schema reads it as the same definition again.
 *
 * @param saved stays as it is where the schema, being newer, refuses it.
 */
export function asWritten(schema: z.ZodType, saved: unknown): unknown {
  const { success, data } = schema.safeParse(saved);
  return success ? written(schema, data) : saved;
}

type Properties = Record<string, unknown>;

/** The same of a part that its schema has read: defaults are filled in. */
function written(schema: z.ZodType, definition: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return written(schema.unwrap() as z.ZodType, definition);
  }
  if (schema instanceof z.ZodUnion) {
    const meant = (schema.options as z.ZodType[]).find((option) =>
      isSame(option.safeParse(definition).data, definition),
    );
    return meant === undefined ? definition : written(meant, definition);
  }
  if (Array.isArray(definition)) {
    return schema instanceof z.ZodArray
      ? definition.map((item) => written(schema.element as z.ZodType, item))
      : definition;
  }
  if (schema instanceof z.ZodObject) return Object.fromEntries(saidProperties(schema, definition as Properties));
  if (schema instanceof z.ZodRecord) {
    const entries = Object.entries(definition as Properties).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([name, value]) => [name, written(schema.valueType as z.ZodType, value)]));
  }
  return definition;
}

function saidProperties({ shape }: z.ZodObject, properties: Properties): [name: string, value: unknown][] {
  return Object.entries(shape as Record<string, z.ZodType>).flatMap(([name, schema]): [string, unknown][] => {
    const value = properties[name];
    return value === undefined || isSame(unsaid(schema), value) ? [] : [[name, written(schema, value)]];
  });
}

const UNSAID = new WeakMap<z.ZodType, unknown>();

/** What a property is where nothing is said of it; undefined where something must be said. */
function unsaid(schema: z.ZodType): unknown {
  if (!UNSAID.has(schema)) UNSAID.set(schema, schema.safeParse(undefined).data);
  return UNSAID.get(schema);
}

function isSame(one: unknown, other: unknown): boolean {
  return definitionChanges(one, other).length === 0;
}

import { z } from 'zod';

import { categories } from './categories.js';
import { fieldConstraints } from './field-constraints.js';
import type { IssueAt } from './issue-at.js';
import { missingValues } from './missing-values.js';

export const fieldType = z.enum([
  'string',
  'integer',
  'number',
  'boolean',
  'object',
  'array',
  'list',
  'date',
  'time',
  'datetime',
  'year',
  'yearmonth',
  'duration',
  'geopoint',
  'geojson',
  'any',
]);
export type FieldType = z.output<typeof fieldType>;

const FORMATS =
  'string: email, uri, binary, uuid; date, time, datetime: default (ISO 8601), any, or a strptime pattern; ' +
  'geopoint: array, object; geojson: topojson.';

const properties = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(63)
    .refine((name) => name !== '__proto__', 'expected a name other than __proto__'),
  type: fieldType.default('string').meta({ description: 'Where it is not said: string, as in version 1.' }),
  format: z
    .string()
    .transform((format) => format.replace(/^fmt:/, ''))
    .optional()
    .meta({ description: FORMATS }),
  title: z.string().optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  rdfType: z.string().optional(),
  constraints: fieldConstraints.optional(),
  missingValues: missingValues.optional(),
  categories: categories.optional(),
  categoriesOrdered: z.boolean().optional(),
  trueValues: z.array(z.string()).min(1).optional(),
  falseValues: z.array(z.string()).min(1).optional(),
  decimalChar: z.string().min(1).optional(),
  groupChar: z.string().min(1).optional(),
  bareNumber: z.boolean().optional().meta({ description: 'false: a currency or unit around a number is left out.' }),
  itemType: z.enum(['string', 'integer', 'boolean', 'number', 'datetime', 'date', 'time']).optional(),
  delimiter: z.string().min(1).optional().meta({ description: 'Between two items of a list; a comma by default.' }),
});

/** Properties that only some types have; elsewhere they would be ignored, and whoever wrote them would not know. */
const TYPES_OF_PROPERTY = {
  format: ['string', 'date', 'time', 'datetime', 'geopoint', 'geojson'],
  categories: ['string', 'integer'],
  categoriesOrdered: ['string', 'integer'],
  trueValues: ['boolean'],
  falseValues: ['boolean'],
  decimalChar: ['number'],
  groupChar: ['integer', 'number'],
  bareNumber: ['integer', 'number'],
  itemType: ['list'],
  delimiter: ['list'],
} as const satisfies Partial<Record<keyof Field, readonly FieldType[]>>;

/** A field of a Table Schema (https://datapackage.org/standard/table-schema/#field). */
export const field = properties.superRefine((given, context) => {
  for (const issue of propertyIssues(given)) context.addIssue({ code: 'custom', ...issue });
});

export type Field = z.output<typeof properties>;

function propertyIssues(given: Field): IssueAt[] {
  return Object.entries(TYPES_OF_PROPERTY).flatMap(([property, types]: [string, readonly FieldType[]]) => {
    const value = given[property as keyof Field];
    const isSaid = value !== undefined && !(property === 'format' && value === 'default');
    if (!isSaid || types.includes(given.type)) return [];
    const message = `only type ${types.join(', ')} can have it, and the field is of type ${given.type}`;
    return [{ path: [property], message }];
  });
}

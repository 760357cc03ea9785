import { code, describeType } from './describe-type.js';
import { formsOf, type ApiDescription, type Schema } from './schema.js';
import { table } from './table.js';

/** What people write, in the order in which they come to it; `beside` has the keys that it shares with another one. */
const DEFINITIONS: readonly [name: string, words: string, beside?: string][] = [
  ['SiteProperties', 'A site: `PUT /api/v1/sites/{site}`.'],
  [
    'SiteFile',
    'A whole site in one file, as `integrator apply` and `integrator export-site` have it: all that a site says, and',
    'SiteProperties',
  ],
  ['Connection', 'One of the `connections` of a site, by its `kind`.'],
  ['ImportIntegration', 'An integration that imports: `PUT /api/v1/sites/{site}/integrations/{integration}`.'],
  ['TableSchema', 'The `schema` of an import ([Table Schema](https://datapackage.org/standard/table-schema/)).'],
  ['ExportIntegration', 'An integration that exports: `PUT /api/v1/sites/{site}/integrations/{integration}`.'],
  ['IntegrationSet', 'An integration set: `PUT /api/v1/sites/{site}/integration-sets/{set}`.'],
  ['Schedule', 'A Scheduled Integration Request: `PUT /api/v1/sites/{site}/schedules/{schedule}`.'],
  ['Recurrence', 'The `recurrence` of a schedule, by what it `repeats`.'],
];

type Row = readonly [key: string, type: string, fallback: string, words: string];

/** docs/reference/definitions.md: every key of every definition, as `/openapi.json` has it. */
export function describeDefinitions({ components: { schemas } }: ApiDescription): string {
  const named = (name: string): Schema => {
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`/openapi.json has no schema ${name}`);
    return schema;
  };
  const sections = DEFINITIONS.map(([name, words, beside]) => {
    const schema = beside === undefined ? named(name) : without(named(name), named(beside));
    return [`## ${name}`, words, ...describeForms(schema)].join('\n\n');
  });
  return [
    '# Definitions: every key',
    'What a definition may say, key by key. `connections.<name>` is a key of your own choice, `members[]` is each entry of a list. A key without a default may be left out, unless it is required. In an editor, `GET /openapi.json` has the same as JSON Schemas. [definitions.md](../definitions.md) tells how definitions are saved, compared and brought back.',
    'A secret reference is `env:NAME` or `file:/path`, never the secret itself ([security.md](../security.md)).',
    ...sections.slice(0, 3),
    '## Integration',
    'An [ImportIntegration](#importintegration), unless it says `direction: export`: then an [ExportIntegration](#exportintegration).',
    ...sections.slice(3),
  ].join('\n\n');
}

/** A schema with the keys alone that the other one has not. */
function without({ properties = {}, ...schema }: Schema, other: Schema): Schema {
  const own = Object.entries(properties).filter(([name]) => other.properties?.[name] === undefined);
  return { ...schema, properties: Object.fromEntries(own) };
}

/** One table; or one for each form, which its first key tells, such as `kind: sftp`. */
function describeForms(schema: Schema): string[] {
  return formsOf(schema).flatMap((form) => {
    const [key, first] = Object.entries(form.properties ?? {})[0] ?? [];
    const heading = form === schema ? [] : [`### \`${key ?? ''}: ${String(first?.const)}\``];
    return [...heading, table(['key', 'type', 'default', 'description'], rowsOf(form, ''))];
  });
}

/** The rows of all keys in it, each followed by those within. */
function rowsOf(schema: Schema, path: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = path === '' ? name : `${path}.${name}`;
    const isRequired = schema.required?.includes(name) === true;
    return [rowOf(key, property, isRequired), ...rowsWithin(property, key)];
  });
}

function rowsWithin(property: Schema, key: string): Row[] {
  const rows = formsOf(property).flatMap((form) => {
    if (form !== property && (form.oneOf ?? form.anyOf) !== undefined) return rowsWithin(form, key);
    if (form.items !== undefined) return rowsWithin({ anyOf: [form.items] }, `${key}[]`);
    const { additionalProperties } = form;
    if (typeof additionalProperties === 'object') return rowsWithin({ anyOf: [additionalProperties] }, `${key}.<name>`);
    return rowsOf(form, key);
  });
  return rows.filter((row, index) => rows.findIndex((one) => one.join() === row.join()) === index);
}

function rowOf(key: string, property: Schema, isRequired: boolean): Row {
  const fallback = property.default === undefined ? '' : code(property.default);
  return [code(key), describeType(property), isRequired ? 'required' : fallback, property.description ?? ''];
}

import { formsOf, nameOf, type Schema } from './schema.js';

/** Patterns that stand for a word of the product. */
const PATTERNS: readonly [begin: string, words: string][] = [
  ['^(env:', 'secret reference'],
  ['^[A-Za-z0-9][A-Za-z0-9_', 'name'],
  ['^(?!\\.)[^', 'file name'],
];
const FORMATS: Readonly<Record<string, string>> = { date: 'date', email: 'email address' };

/** What a value may be, in words: `LIVE or STAGE or DEV`, `list of name`, `whole number from 1 to 100`. */
export function describeType(schema: Schema): string {
  const words = formsOf(schema).map((form) => (form === schema ? describeForm(form) : describeType(form)));
  return [...new Set(words)].join(' or ');
}

function describeForm(schema: Schema): string {
  if (schema.$ref !== undefined) return `[${nameOf(schema.$ref)}](#${nameOf(schema.$ref).toLowerCase()})`;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(' or ');
  if (typeof schema.type === 'object') return schema.type.map((type) => describeForm({ ...schema, type })).join(' or ');
  switch (schema.type) {
    case 'array':
      return schema.maxItems === 0 ? 'empty list' : `list of ${describeType(schema.items ?? {})}`;
    case 'object':
      return describeObject(schema);
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${describeRange(schema)}`;
    case 'string':
      return describeText(schema);
    default:
      return schema.type === 'boolean' ? '`true` or `false`' : 'anything';
  }
}

function describeObject({ properties, additionalProperties }: Schema): string {
  if (properties !== undefined || typeof additionalProperties !== 'object') return 'mapping';
  return `mapping of names to ${describeType(additionalProperties)}`;
}

function describeText({ pattern, format }: Schema): string {
  const known = PATTERNS.find(([begin]) => pattern?.startsWith(begin));
  return known?.[1] ?? FORMATS[format ?? ''] ?? 'text';
}

function describeRange({ minimum, exclusiveMinimum, maximum }: Schema): string {
  const from = exclusiveMinimum === undefined ? minimum : `above ${exclusiveMinimum}`;
  const to = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  return `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`.replace(
    'from above',
    'above',
  );
}

export function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

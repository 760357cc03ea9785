import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import { brokenConstraint, type ConstraintCheck } from './constraint.js';

/** `format` is an annotation, as JSON Schema has it; an unknown keyword is refused, for it would check nothing. */
const OPTIONS = { strictTypes: false, strictTuples: false, validateFormats: false, logger: false } as const;

/**
 * jsonSchema: what a JSON value must be, by JSON Schema 2020-12, or draft 7 where `$schema` says so. Nothing is fetched:
 * a `$ref` reaches what is in the schema itself.
 */
export function jsonSchemaCheck(field: Field, schema: Record<string, unknown>): ConstraintCheck {
  if (field.type !== 'object' && field.type !== 'array') {
    const message = `only an object or array can have it, and the field is of type ${field.type}`;
    throw definitionError(field, 'constraints.jsonSchema', message);
  }
  const validate = compile(field, schema);
  return (value) => {
    if (validate(JSON.parse(value))) return undefined;
    const { instancePath = '', message = 'what it is not' } = validate.errors?.[0] ?? {};
    const place = instancePath === '' ? 'the value' : instancePath;
    return brokenConstraint(field, 'jsonSchema', `what its JSON Schema says`, `a value of which ${place} ${message}`);
  };
}

function compile(field: Field, schema: Record<string, unknown>): ReturnType<Ajv['compile']> {
  const isDraft7 = typeof schema.$schema === 'string' && schema.$schema.includes('draft-07');
  try {
    return (isDraft7 ? new Ajv(OPTIONS) : new Ajv2020(OPTIONS)).compile(schema);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw definitionError(field, 'constraints.jsonSchema', `expected a JSON Schema: ${problem}`);
  }
}

import type { Field } from '../model/table-schema.js';
import type { ConstraintCheck } from './constraints/constraint.js';
import { jsonSchemaCheck } from './constraints/json-schema.js';
import { lengthCheck } from './constraints/length.js';
import { limitCheck } from './constraints/limit.js';
import { membersCheck } from './constraints/members.js';
import { patternCheck } from './constraints/pattern.js';
import type { FieldReader } from './field-reader.js';

/**
 * The constraints of `field` (https://datapackage.org/standard/table-schema/#field-constraints), and its categories.
 * Each is tested against the value as read: limits by the order of the type, enum by equal values (1.50 is 1.5), lengths
 * in Unicode characters, items or properties, pattern on the whole text. Not among them: required, which is about values
 * that are missing, and unique, which the target knows.
 *
 * @throws IntegratorError `invalid-definition` for a constraint that the type does not have, and for a limit or enum
 *   member that is no value of the type
 */
export function compileConstraints(field: Field, reader: FieldReader): ConstraintCheck[] {
  const { minLength, maxLength, pattern, jsonSchema, ...others } = field.constraints ?? {};
  const limits = (['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const).map((code) => {
    const limit = others[code];
    return limit === undefined ? undefined : limitCheck(field, reader, code, limit);
  });
  const checks = [
    minLength === undefined ? undefined : lengthCheck(field, reader, 'minLength', minLength),
    maxLength === undefined ? undefined : lengthCheck(field, reader, 'maxLength', maxLength),
    ...limits,
    pattern === undefined ? undefined : patternCheck(field, pattern),
    membersCheck(field, reader),
    jsonSchema === undefined ? undefined : jsonSchemaCheck(field, jsonSchema),
  ];
  return checks.filter((check) => check !== undefined);
}

import type { Field } from '../model/table-schema.js';
import type { RejectReason } from '../model/reject.js';
import { definitionError } from './definition-error.js';
import type { FieldReader } from './field-reader.js';
import { shownValue } from './shown-value.js';

/** A constraint: the reason why `value` (as read) breaks it; `text` is how it stood in the file. */
export type ConstraintCheck = (value: string, text: string) => RejectReason | undefined;

type Constraints = NonNullable<Field['constraints']>;

/**
 * The constraints of `field` (https://datapackage.org/standard/table-schema/#field-constraints), except required. Each
 * is tested against the value as read: minimum and maximum by the order of the type, enum by equal values (1.50 is
 * 1.5), lengths in Unicode characters, pattern on the whole text, with the `u` flag.
 *
 * @throws IntegratorError `invalid-definition` for a constraint that the type does not have, and for a limit or enum
 *   member that is no value of the type
 */
export function compileConstraints(field: Field, reader: FieldReader): ConstraintCheck[] {
  const constraints: Constraints = field.constraints ?? {};
  const { minLength, maxLength, minimum, maximum, pattern, enum: members } = constraints;
  const isText = field.type === 'string' || field.type === 'any';
  for (const name of ['minLength', 'maxLength', 'pattern'] as const) {
    if (constraints[name] !== undefined && !isText) {
      throw definitionError(
        field,
        `constraints.${name}`,
        `only a string can have it, and the field is of type ${field.type}`,
      );
    }
  }
  const checks: (ConstraintCheck | undefined)[] = [
    minLength === undefined ? undefined : minLengthCheck(field, minLength),
    maxLength === undefined ? undefined : maxLengthCheck(field, maxLength),
    minimum === undefined ? undefined : limitCheck(field, reader, 'minimum', minimum),
    maximum === undefined ? undefined : limitCheck(field, reader, 'maximum', maximum),
    pattern === undefined ? undefined : patternCheck(field, pattern),
    members === undefined ? undefined : enumCheck(field, reader, members),
  ];
  return checks.filter((check) => check !== undefined);
}

function minLengthCheck(field: Field, least: number): ConstraintCheck {
  return (value) => {
    // A character takes one or two code units: only between the two must they be counted.
    const length = value.length >= 2 * least ? least : characters(value);
    return length >= least ? undefined : reason(field, 'minLength', `at least ${least} characters`, `${length}`);
  };
}

function maxLengthCheck(field: Field, most: number): ConstraintCheck {
  return (value) => {
    const length = value.length <= most ? 0 : characters(value);
    return length <= most ? undefined : reason(field, 'maxLength', `at most ${most} characters`, `${length}`);
  };
}

function characters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
    count += 1;
  }
  return count;
}

function limitCheck(
  field: Field,
  reader: FieldReader,
  code: 'minimum' | 'maximum',
  limit: string | number,
): ConstraintCheck {
  const { compare } = reader;
  if (compare === undefined) {
    throw definitionError(field, `constraints.${code}`, `the values of type ${field.type} have no order`);
  }
  const bound = readMember(field, reader, `constraints.${code}`, limit);
  const words = code === 'minimum' ? `${limit} or more` : `${limit} or less`;
  const direction = code === 'minimum' ? 1 : -1;
  return (value, text) =>
    // NaN, the order of values that have none, is not 0 or more.
    direction * compare(value, bound) >= 0 ? undefined : reason(field, code, words, shownValue(text));
}

function patternCheck(field: Field, pattern: string): ConstraintCheck {
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  return (value) =>
    whole.test(value) ? undefined : reason(field, 'pattern', `a text that matches ${pattern}`, shownValue(value));
}

function enumCheck(field: Field, reader: FieldReader, members: (string | number | boolean)[]): ConstraintCheck {
  const key = reader.key ?? ((value: string) => value);
  const keys = new Set(members.map((member) => key(readMember(field, reader, 'constraints.enum', member))));
  const words = `one of ${members.map(String).join(', ')}`;
  return (value, text) => (keys.has(key(value)) ? undefined : reason(field, 'enum', words, shownValue(text)));
}

/** A limit or enum member as a value of the field; a member that is no string may be written the way of JSON. */
function readMember(field: Field, reader: FieldReader, property: string, member: string | number | boolean): string {
  const text = String(member);
  const value = reader.read(text) ?? (typeof member === 'string' ? undefined : readJson(field, text));
  if (value === undefined) {
    throw definitionError(field, property, `expected ${reader.expected}, got ${JSON.stringify(member)}`);
  }
  return value;
}

/** A JSON number has its point, and a JSON boolean its words, whatever the field has. */
function readJson(field: Field, text: string): string | undefined {
  const isNumber = field.type === 'number' && /^-?\d/.test(text);
  const isBoolean = field.type === 'boolean' && (text === 'true' || text === 'false');
  return isNumber || isBoolean ? text : undefined;
}

function reason(field: Field, code: RejectReason['code'], expected: string, got: string): RejectReason {
  return { field: field.name, code, message: `expected ${expected}, got ${got}` };
}

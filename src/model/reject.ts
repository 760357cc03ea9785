import { z } from 'zod';

/** Why a record was refused. One code for each rule; a test makes each happen. */
export const REJECT_CODES = {
  // The line could not be read as a record (CSV Dialect).
  'quote-not-closed': 'A quoted field is never closed.',
  'quote-misplaced': 'A quote stands where none may stand.',
  'field-count': 'The record has more or fewer fields than the header.',
  'record-too-long': 'The record is longer than allowed.',
  'field-too-long': 'A field is longer than allowed.',
  // A field breaks its type or a constraint (Table Schema).
  type: 'The value is not of the type of its field.',
  format: 'The value does not have the format of its field.',
  required: 'A required value is missing.',
  minLength: 'The value is too short.',
  maxLength: 'The value is too long.',
  minimum: 'The value is too small.',
  maximum: 'The value is too large.',
  pattern: 'The value does not match the pattern.',
  exclusiveMinimum: 'The value is too small.',
  exclusiveMaximum: 'The value is too large.',
  jsonSchema: 'The value does not fit its JSON Schema.',
  enum: 'The value is none of the allowed ones.',
  unique: 'The value stands in an earlier record of this file, or in another record of the target.',
  foreignKey: 'The value names a record that is not there.',
  // The mapping of the integration.
  lookup: 'The value is not in the external file.',
  // The key (Table Schema primaryKey).
  'duplicate-key': 'The same key stands in an earlier record of this file.',
  'key-exists': 'A record with this key is in the target already (mode insert).',
  'key-loaded-later': 'A later run has brought this key again; the correction would go back behind it.',
  // The target's own rules, beyond those of the schema.
  'target-type': "The value does not fit the target's column.",
  'target-required': "The target's column takes no record without a value.",
  'target-check': 'A check constraint of the target forbids the record.',
  'target-foreign-key': 'A foreign key of the target names a record that is not there.',
  'target-unique': 'A unique or exclusion constraint of the target forbids the record.',
  'target-refused': 'The target refused the record, such as by a trigger.',
} as const;

export type RejectCode = keyof typeof REJECT_CODES;

const rejectCodes = Object.keys(REJECT_CODES) as [RejectCode, ...RejectCode[]];

/** One reason a record was refused. `field` is absent where the whole record is at fault. */
export const rejectReason = z.strictObject({
  field: z.string().optional(),
  code: z.enum(rejectCodes),
  message: z.string(),
  constraint: z.string().optional().meta({ description: "The target's constraint that refused the record." }),
});

/** A record that was refused, with its reasons and its text as it stood in the file. */
export const reject = z.strictObject({
  record: z.number().int().positive().meta({ description: 'Counted from 1, the header not counted.' }),
  line: z.number().int().positive().meta({ description: 'The line of the file it begins on, counted from 1.' }),
  byteOffset: z.number().int().nonnegative().meta({ description: 'Where it begins in the file, in bytes from 0.' }),
  raw: z.string().meta({ description: 'The text as it stood in the file, without its line end.' }),
  reasons: z.array(rejectReason).min(1),
});

export type RejectReason = z.output<typeof rejectReason>;
export type Reject = z.output<typeof reject>;

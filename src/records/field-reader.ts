/** How texts of one field are read: made once for a field, used for each of its values. */
export interface FieldReader {
  /** What a value must be, in words that follow "expected". */
  expected: string;
  /** The value as text that PostgreSQL reads for the type, or undefined when `text` is no such value. */
  read: (text: string) => string | undefined;
  /** Which rule a text breaks that could not be read. Default: `type`. */
  code?: (text: string) => 'type' | 'format';
  /** The order of two read values, for minimum and maximum: below, at or above 0; NaN when they have none. */
  compare?: (left: string, right: string) => number;
  /** A text that is the same for equal values, for enum. Default: the read value itself. */
  key?: (value: string) => string;
  /** How long a value is, for minLength and maxLength. Never more than `value` has characters. */
  length?: { unit: string; of: (value: string, text: string) => number };
}

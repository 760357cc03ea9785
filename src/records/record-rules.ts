/** What a record of a file must be, besides well written. */
export interface RecordRules {
  /** Without its line end. */
  maxRecordBytes: number;
  /** Of a field's value in UTF-8, without quotes and escapes. */
  maxFieldBytes: number;
  /** How many fields it has; undefined: any number. */
  fieldCount?: number | undefined;
  /** The names of its fields, where the file has them. */
  header?: string[] | undefined;
}

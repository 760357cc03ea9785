/** A reject that is sent again: its record number, and the columns whose text is another now. */
export interface Correction {
  /** The number of the record that was refused. */
  record: number;
  /** Where it was given, for messages: `records[3]`, `line 5`. */
  place: string;
  /** New texts by column; null is no value. The other columns stay as they were. */
  values: ReadonlyMap<string, string | null>;
}

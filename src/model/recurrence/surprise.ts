/** What a person may not expect of a recurrence. */
export interface Surprise {
  kind: 'day-lacking' | 'gap' | 'fold' | 'too-close' | 'start-in-past' | 'no-fires';
  /** The instant it is about, in milliseconds since 1970: a fire, or where one might have been. */
  at?: number;
  message: string;
}

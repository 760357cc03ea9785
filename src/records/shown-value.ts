const SHOWN_CHARACTERS = 60;

/** A value of a record for a message: quoted, on one line, shortened to about 60 characters. */
export function shownValue(text: string): string {
  const start =
    text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return JSON.stringify(start);
}

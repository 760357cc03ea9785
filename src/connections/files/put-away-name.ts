/** `name` in two: what it is called, and the extensions that say what is in it (`.csv.zip.pgp`, `.csv.done`). */
const PARTS = /^(?<stem>.+?)(?<extensions>(?:\.[a-z]{2,4})*)$/i;

/**
 * What a file is called once a run has put it away: `employees.csv` → `employees.20261121T083218Z.csv`, by the start of
 * the run; with its id as well, the name is of that run alone.
 */
export function putAwayName(name: string, startedAt: Date, run?: string): string {
  const { stem = name, extensions = '' } = PARTS.exec(name)?.groups ?? {};
  const stamp = startedAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${stem}.${stamp}${run === undefined ? '' : `.${run}`}${extensions}`;
}

/** Whether `putAway` is what a run made of `name`. */
export function isPutAwayNameOf(name: string, putAway: string): boolean {
  const { stem = name, extensions = '' } = PARTS.exec(name)?.groups ?? {};
  const added = putAway.slice(stem.length, putAway.length - extensions.length);
  return putAway.startsWith(stem) && putAway.endsWith(extensions) && /^\.\d{8}T\d{6}Z(\.|$)/.test(added);
}

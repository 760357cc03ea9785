import type { LoadMode } from '../../../src/model/import-integration.js';

/** A row of the target, its values as texts. */
export interface Row {
  id: string;
  name: string;
  rate: string;
  born: string | null;
  code: string | null;
  department: string;
  note: string | null;
}

/** A name the target takes from nobody. */
export const FORBIDDEN = 'Nobody';
/** A department whose records the run leaves out. */
export const CLOSED = 'Closed';
export const EXCLUSION_GROUPS = { closed: { department: [CLOSED] } };

/** The columns of the target, for a file that is loaded in this mode; without a key, what comes twice is there twice. */
export function columnsFor(mode: LoadMode): string {
  return `id text ${mode === 'insert' ? '' : 'primary key'}, name text check (name <> '${FORBIDDEN}'), rate numeric,
    born date, code varchar(8), department text, note text`;
}

export function schemaFor(mode: LoadMode) {
  return {
    ...(mode === 'insert' ? {} : { primaryKey: 'id' }),
    fields: [
      { name: 'id', constraints: { required: true, pattern: 'P[0-9]{6}' } },
      { name: 'name', constraints: { required: true } },
      { name: 'rate', type: 'number', constraints: { minimum: 0 } },
      { name: 'born', type: 'date' },
      { name: 'code' },
      { name: 'department' },
      { name: 'note' },
    ],
  };
}

/** One use of one connection by a run. */
export interface CanaryCase {
  /** The connection, under its name `it`. */
  connection: Record<string, unknown> & { kind: string };
  definition: Record<string, unknown>;
  /** How the run ends; In-Progress: it is tried again and again. */
  ends: 'Completed' | 'Completed with Errors' | 'Failed' | 'In-Progress';
  /** Why it failed. */
  code?: string;
  /** What is uploaded for the run, with the ending of its name. */
  upload?: { ending: string; content: string | Uint8Array };
}

/** By their titles. */
export type CanaryCases = Record<string, CanaryCase>;

/** How a case ends. */
export type CaseEnd = Pick<CanaryCase, 'ends' | 'code'>;

export const COMPLETED: CaseEnd = { ends: 'Completed' };
export const REFUSED: CaseEnd = { ends: 'Failed', code: 'connection-invalid' };
export const TRIED_AGAIN: CaseEnd = { ends: 'In-Progress' };

export const SCHEMA = { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }] };
export const INTO_TABLE = { connection: 'target', table: 'canary_things', mode: 'upsert' };
export const FROM_TABLE = { connection: 'target', table: 'canary_source' };

/** A case for each way of using a kind of connection. */
export function casesOf<Way>(kind: string, ways: Record<string, Way>, build: (way: Way) => CanaryCase): CanaryCases {
  return Object.fromEntries(Object.entries(ways).map(([name, way]) => [`${kind}: ${name}`, build(way)]));
}

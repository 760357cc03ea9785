/** Facts of a run that has ended, as they were then. */
export interface ToldRun {
  run: string;
  runName: string;
  /** The integration, or the set. */
  integration: string;
  status: string;
  reason?: string;
  read: number;
  applied: number;
  rejected: number;
}

/** What is told: of which event, and the facts of it. */
export type Told =
  | { event: 'failed' | 'completed-with-errors' | 'recovered'; details: ToldRun }
  | {
      event: 'file-late';
      /** `by` is the local time, `2026-11-21 06:00`, of the zone. */
      details: { integration: string; file: string; by: string; timeZone: string };
    }
  | { event: 'run-late'; details: { schedule: string; integration: string; dueAt: string } }
  | {
      event: 'run-long';
      /** How long nearly all of its last runs have taken at most, in seconds. */
      details: { run: string; runName: string; integration: string; startedAt: string; usualSeconds: number };
    }
  | { event: 'schedule-paused'; details: { schedule: string; integration: string; failures: number } }
  | { event: 'test'; details: Record<string, never> };

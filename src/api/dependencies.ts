import type { Connection } from '@temporalio/client';

import type { Inspections } from './inspections.js';
import type { ScheduleUpkeep } from './schedule-upkeep.js';
import type { SiteGate } from './site-gate.js';
import type { SiteLimit } from './site-limit.js';
import type { Database } from '../store/database.js';
import type { FileStore } from '../store/file-store.js';
import type { RunEvents } from '../store/run-events.js';

/** What the API works with. */
export interface ApiDependencies {
  database: Database;
  files: FileStore;
  runEvents: RunEvents;
  gate: SiteGate;
  inspections: Inspections;
  schedules: ScheduleUpkeep;
  /** How many runs of a site may be on their way from the request to their opening. */
  opening: SiteLimit;
  temporal: Connection;
  namespace: string;
  /** Address of Temporal's Web UI, where there is one to link to. */
  webUi: string | undefined;
  /** Told of errors nobody foresaw. */
  report: (error: unknown) => void;
}

import type { Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { Registry } from 'prom-client';

import type { Inspections } from './inspections.js';
import type { ScheduleUpkeep } from './schedule-upkeep.js';
import type { SiteGate } from './site-gate.js';
import type { SiteLimit } from './site-limit.js';
import type { Log } from '../observability/log/create-log.js';
import type { RequestSeconds } from '../observability/metrics/http-metrics.js';
import type { Database } from '../store/database.js';
import type { FileStore } from '../store/file-store.js';
import type { RunEvents } from '../store/run-events.js';
import type { SiteEvents } from '../store/site-events.js';

/** What the API works with. */
export interface ApiDependencies {
  database: Database;
  files: FileStore;
  runEvents: RunEvents;
  siteEvents: SiteEvents;
  gate: SiteGate;
  inspections: Inspections;
  schedules: ScheduleUpkeep;
  /** How many runs of a site, and of all, may be on their way from the request to their opening. */
  opening: SiteLimit;
  /** To look whether Temporal is up. */
  watched: Connection;
  namespace: string;
  /** Where the workers of the service look for tasks. */
  taskQueue: string;
  /** Address of Temporal's Web UI, where there is one to link to. */
  webUi: string | undefined;
  /** Where the console was built. */
  consoleFolder: string;
  /** Encrypts what is handed to Temporal, where that is switched on. */
  codec: PayloadCodec | undefined;
  log: Log;
  /** What this process measures, and how long requests took. */
  metrics: Registry;
  requestSeconds: RequestSeconds;
}

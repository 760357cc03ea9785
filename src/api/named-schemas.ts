import { z } from 'zod';

import { apiKeyView } from './api-key-view.js';
import { auditView } from './audit-view.js';
import { calendarItem } from './calendar-view.js';
import { callerView } from './caller-view.js';
import { problem } from './problem.js';
import { rejectColumn } from './reject-column.js';
import { rejectView } from './reject-view.js';
import { runSummaryView, runView } from './run-view.js';
import { recurrenceView, scheduleInList, scheduleView, surpriseView } from './schedule-view.js';
import { schedulePreview } from './schedule-preview.js';
import { siteInList, siteView } from './site-view.js';
import { wouldChange } from './would-change.js';
import { connection } from '../model/connection.js';
import { exportIntegration } from '../model/export-integration.js';
import { importIntegration } from '../model/import-integration.js';
import { integrationSet } from '../model/integration-set.js';
import { integration } from '../model/integration.js';
import { recurrence } from '../model/recurrence/recurrence.js';
import { runProgress } from '../model/run-progress.js';
import { runCounts } from '../model/run.js';
import { schedule } from '../model/schedule.js';
import { siteFile } from '../model/site-file.js';
import { siteProperties } from '../model/site.js';
import { tableSchema } from '../model/table-schema.js';

const NAMED = {
  ApiKey: apiKeyView,
  AuditEntry: auditView,
  CalendarItem: calendarItem,
  Caller: callerView,
  Connection: connection,
  ExportIntegration: exportIntegration,
  ImportIntegration: importIntegration,
  Integration: integration,
  IntegrationSet: integrationSet,
  Problem: problem,
  Recurrence: recurrence,
  RecurrenceInWords: recurrenceView,
  Reject: rejectView,
  RejectColumn: rejectColumn,
  Run: runView,
  RunCounts: runCounts,
  RunProgress: runProgress,
  RunSummary: runSummaryView,
  Schedule: schedule,
  ScheduleDetail: scheduleView,
  ScheduleInList: scheduleInList,
  SchedulePreview: schedulePreview,
  Site: siteView,
  SiteFile: siteFile,
  SiteInList: siteInList,
  SiteProperties: siteProperties,
  Surprise: surpriseView,
  TableSchema: tableSchema,
  WouldChange: wouldChange,
};

/** Gives the schemas that readers of the API's description know by name that name. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(NAMED)) z.globalRegistry.add(schema, { ...schema.meta(), id });
}

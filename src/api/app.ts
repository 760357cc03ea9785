import express, { type Express } from 'express';

import type { ApiDependencies } from './dependencies.js';
import { describeApi } from './openapi.js';
import { answerProblem, unknownAddress } from './problem.js';
import { serve } from './route.js';
import { armingRoutes } from './routes/arming.js';
import { cloneRoutes } from './routes/clone.js';
import { calendarFeedRoutes } from './routes/calendar-feed.js';
import { calendarRoutes } from './routes/calendar.js';
import { fileRoutes } from './routes/files.js';
import { healthRoutes } from './routes/health.js';
import { integrationSetRoutes } from './routes/integration-sets.js';
import { integrationRoutes } from './routes/integrations.js';
import { rejectRoutes } from './routes/rejects.js';
import { rerunRoutes } from './routes/reruns.js';
import { resubmissionRoutes } from './routes/resubmissions.js';
import { runHaltRoutes } from './routes/run-halt.js';
import { runRecordRoutes } from './routes/run-records.js';
import { runRoutes } from './routes/runs.js';
import { schedulePreviewRoutes } from './routes/schedules-preview.js';
import { scheduleSwitchRoutes } from './routes/schedules-switch.js';
import { scheduleRoutes } from './routes/schedules.js';
import { siteAuditRoutes } from './routes/site-audit.js';
import { siteHeldRoutes } from './routes/site-held.js';
import { siteLogRoutes } from './routes/site-log.js';
import { siteStartStopRoutes } from './routes/site-start-stop.js';
import { siteRoutes } from './routes/sites.js';
import { taskRoutes } from './routes/tasks.js';

const PREFIX = '/api/v1';

/** The HTTP API (DESIGN §8). */
export function createApp(dependencies: ApiDependencies): Express {
  const routes = [
    ...siteRoutes(dependencies),
    ...siteStartStopRoutes(dependencies),
    ...siteHeldRoutes(dependencies),
    ...siteLogRoutes(dependencies),
    ...siteAuditRoutes(dependencies),
    ...cloneRoutes(dependencies),
    ...armingRoutes(dependencies),
    ...integrationRoutes(dependencies),
    ...integrationSetRoutes(dependencies),
    ...taskRoutes(dependencies),
    ...fileRoutes(dependencies),
    ...runRoutes(dependencies),
    ...rerunRoutes(dependencies),
    ...runHaltRoutes(dependencies),
    ...runRecordRoutes(dependencies),
    ...rejectRoutes(dependencies),
    ...resubmissionRoutes(dependencies),
    ...scheduleRoutes(dependencies),
    ...scheduleSwitchRoutes(dependencies),
    ...schedulePreviewRoutes(dependencies),
    ...calendarRoutes(dependencies),
    ...calendarFeedRoutes(dependencies),
  ];
  const health = healthRoutes(dependencies);
  const description = describeApi([
    { prefix: '', routes: health },
    { prefix: PREFIX, routes },
  ]);
  const app = express();
  app.disable('x-powered-by');
  app.use(serve(health));
  app.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  app.use(PREFIX, serve(routes));
  app.use(unknownAddress);
  app.use(answerProblem(dependencies.report));
  return app;
}

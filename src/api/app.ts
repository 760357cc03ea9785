import express, { type Express } from 'express';

import { allowWebUi } from './allow-web-ui.js';
import { serveConsole } from './console.js';
import type { ApiDependencies } from './dependencies.js';
import type { AuthenticationSettings } from './authentication/authentication-settings.js';
import { protect } from './authentication/protect.js';
import { notingCaller, observeRequests } from './observe-requests.js';
import { describeApi } from './openapi.js';
import { answerProblem, unknownAddress } from './problem.js';
import { serve } from './route.js';
import { apiKeyRoutes } from './routes/api-keys.js';
import { auditRoutes } from './routes/audit.js';
import { armingRoutes } from './routes/arming.js';
import { cloneRoutes } from './routes/clone.js';
import { codecRoutes } from './routes/codec.js';
import { callerRoutes } from './routes/caller.js';
import { calendarFeedRoutes } from './routes/calendar-feed.js';
import { calendarRoutes } from './routes/calendar.js';
import { definitionVersionRoutes } from './routes/definition-versions.js';
import { fileRoutes } from './routes/files.js';
import { healthRoutes } from './routes/health.js';
import { metricsRoutes } from './routes/metrics.js';
import { integrationSetRoutes } from './routes/integration-sets.js';
import { integrationRoutes } from './routes/integrations.js';
import { notificationRoutes } from './routes/notifications.js';
import { rejectCheckRoutes } from './routes/reject-checks.js';
import { rejectRoutes } from './routes/rejects.js';
import { rerunRoutes } from './routes/reruns.js';
import { resubmissionRoutes } from './routes/resubmissions.js';
import { runHaltRoutes } from './routes/run-halt.js';
import { runRecordRoutes } from './routes/run-records.js';
import { runRoutes } from './routes/runs.js';
import { schedulePreviewRoutes } from './routes/schedules-preview.js';
import { scheduleSwitchRoutes } from './routes/schedules-switch.js';
import { scheduleRoutes } from './routes/schedules.js';
import { siteEventRoutes } from './routes/site-events.js';
import { siteDefinitionRoutes } from './routes/site-definition.js';
import { siteHeldRoutes } from './routes/site-held.js';
import { siteLogRoutes } from './routes/site-log.js';
import { siteStartStopRoutes } from './routes/site-start-stop.js';
import { siteRoutes } from './routes/sites.js';
import { taskRoutes } from './routes/tasks.js';

const PREFIX = '/api/v1';

/** The HTTP API (DESIGN §8). */
export function createApp(dependencies: ApiDependencies, authentication: AuthenticationSettings): Express {
  const { log, requestSeconds } = dependencies;
  const routes = [
    ...siteRoutes(dependencies),
    ...siteStartStopRoutes(dependencies),
    ...siteHeldRoutes(dependencies),
    ...siteLogRoutes(dependencies),
    ...siteEventRoutes(dependencies),
    ...auditRoutes(dependencies),
    ...cloneRoutes(dependencies),
    ...apiKeyRoutes(dependencies),
    ...callerRoutes(authentication),
    ...armingRoutes(dependencies),
    ...integrationRoutes(dependencies),
    ...integrationSetRoutes(dependencies),
    ...definitionVersionRoutes(dependencies),
    ...siteDefinitionRoutes(dependencies),
    ...taskRoutes(dependencies),
    ...fileRoutes(dependencies),
    ...runRoutes(dependencies),
    ...rerunRoutes(dependencies),
    ...runHaltRoutes(dependencies),
    ...runRecordRoutes(dependencies),
    ...rejectRoutes(dependencies),
    ...rejectCheckRoutes(dependencies),
    ...resubmissionRoutes(dependencies),
    ...scheduleRoutes(dependencies),
    ...scheduleSwitchRoutes(dependencies),
    ...schedulePreviewRoutes(dependencies),
    ...calendarRoutes(dependencies),
    ...calendarFeedRoutes(dependencies),
    ...notificationRoutes(dependencies),
    ...codecRoutes(dependencies),
  ];
  const operations = [...healthRoutes(dependencies), ...metricsRoutes(dependencies)];
  const description = describeApi([
    { prefix: '', routes: operations },
    { prefix: PREFIX, routes },
  ]);
  const app = express();
  app.use(observeRequests({ log, requestSeconds, prefix: PREFIX }));
  if (dependencies.codec !== undefined) app.use(`${PREFIX}/codec`, allowWebUi(dependencies.webUi));
  const admit = notingCaller(protect(app, dependencies.database, authentication));
  app.use(serve(operations, admit));
  app.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  app.use(PREFIX, serve(routes, admit));
  app.use(serveConsole(dependencies.consoleFolder));
  app.use(unknownAddress);
  app.use(answerProblem((error) => log.error({ err: error }, 'A request failed, and nobody foresaw why')));
  return app;
}

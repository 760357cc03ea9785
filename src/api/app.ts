import express, { type Express } from 'express';

import type { ApiDependencies } from './dependencies.js';
import { describeApi } from './openapi.js';
import { answerProblem, unknownAddress } from './problem.js';
import { serve } from './route.js';
import { fileRoutes } from './routes/files.js';
import { healthRoutes } from './routes/health.js';
import { integrationRoutes } from './routes/integrations.js';
import { rejectRoutes } from './routes/rejects.js';
import { rerunRoutes } from './routes/reruns.js';
import { resubmissionRoutes } from './routes/resubmissions.js';
import { runRecordRoutes } from './routes/run-records.js';
import { runRoutes } from './routes/runs.js';
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
    ...integrationRoutes(dependencies),
    ...taskRoutes(dependencies),
    ...fileRoutes(dependencies),
    ...runRoutes(dependencies),
    ...rerunRoutes(dependencies),
    ...runRecordRoutes(dependencies),
    ...rejectRoutes(dependencies),
    ...resubmissionRoutes(dependencies),
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

import { Router } from 'express';

import type { ApiDependencies } from '../dependencies.js';

/** How long a part may take to answer, in milliseconds. */
const ANSWER_WITHIN = 2000;

/** `/livez`: the process is up. `/readyz`: what it needs is up too; it names the part that is missing. */
export function healthRouter({ database, temporal }: ApiDependencies): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'up' });
  });
  router.get('/readyz', async (_request, response) => {
    const parts = {
      database: await isUp(() => database.query('select 1')),
      temporal: await isUp(() =>
        temporal.withDeadline(Date.now() + ANSWER_WITHIN, () => temporal.workflowService.getSystemInfo({})),
      ),
    };
    const ready = Object.values(parts).every(Boolean);
    const named = Object.fromEntries(Object.entries(parts).map(([part, up]) => [part, up ? 'up' : 'down']));
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', parts: named });
  });
  return router;
}

async function isUp(look: () => Promise<unknown>): Promise<boolean> {
  return look().then(
    () => true,
    () => false,
  );
}

import type { Request, RequestHandler, Response } from 'express';

import type { Admit } from './route.js';
import type { Log } from '../observability/log/create-log.js';
import type { RequestSeconds } from '../observability/metrics/http-metrics.js';

/** Asked every few seconds by who watches the service: told only to who wants to know everything. */
const WATCHED = new Set(['/livez', '/readyz', '/metrics']);

export interface ObserveRequestsOptions {
  log: Log;
  requestSeconds: RequestSeconds;
  /** The prefix of the API's routes. */
  prefix: string;
}

/**
 * Measures and logs each request when it is through: by the pattern of its address, with the run and the site in it.
 * Neither its query, its headers nor its body are told.
 */
export function observeRequests({ log, requestSeconds, prefix }: ObserveRequestsOptions): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    // Also where the caller has gone before it was answered.
    response.once('close', () => {
      const { method } = request;
      const route = routeOf(request, prefix);
      const status = response.writableFinished ? response.statusCode : 499;
      const ms = performance.now() - begun;
      requestSeconds.observe({ method, route, status: String(status) }, ms / 1000);
      const facts = { method, route, status, ms: Math.round(ms), ...aboutOf(request, response) };
      log[WATCHED.has(route) ? 'debug' : 'info'](facts, 'Request');
    });
    next();
  };
}

/** Notes who was let through, for the line of the request. */
export function notingCaller(admit: Admit): Admit {
  return async (request, response, route) => {
    const caller = await admit(request, response, route);
    (response.locals as Noted).caller = caller.name;
    return caller;
  };
}

interface Noted {
  caller?: string;
}

/** `/api/v1/sites/{site}/runs`; `none` where there is no such route. */
function routeOf({ route, originalUrl }: Request, prefix: string): string {
  const path = (route as { path?: unknown } | undefined)?.path;
  if (typeof path !== 'string') return 'none';
  const pattern = path.replace(/:(\w+)/g, '{$1}');
  return originalUrl.startsWith(`${prefix}/`) ? prefix + pattern : pattern;
}

function aboutOf({ params }: Request, { locals }: Response): Record<string, unknown> {
  const { site, run } = params as { site?: string; run?: string };
  const { caller } = locals as Noted;
  return {
    ...(caller === undefined ? {} : { caller }),
    ...(site === undefined ? {} : { site }),
    ...(run === undefined ? {} : { run }),
  };
}

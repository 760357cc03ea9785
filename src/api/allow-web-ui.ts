import type { RequestHandler } from 'express';

/** For how long a browser may remember what is allowed, in seconds. */
const REMEMBERED = '600';

/**
 * Lets pages of Temporal's Web UI, and of no other origin, call what follows and read its answers (Fetch standard: CORS).
 * Who they are for is checked as for any caller: with the token that the Web UI passes on.
 *
 * @param webUi address of the Web UI, where there is one.
 */
export function allowWebUi(webUi: string | undefined): RequestHandler {
  const allowed = webUi === undefined ? undefined : new URL(webUi).origin;
  return (request, response, next) => {
    response.vary('Origin');
    if (allowed !== undefined && request.headers.origin === allowed) {
      response.set({
        'Access-Control-Allow-Origin': allowed,
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'Content-Type, X-Namespace, Authorization',
        'Access-Control-Max-Age': REMEMBERED,
      });
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}

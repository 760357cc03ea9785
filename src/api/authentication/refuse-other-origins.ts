import type { RequestHandler } from 'express';

import { IntegratorError } from '../../model/errors.js';

/** The names by which a machine knows itself, with any port: the API may be behind a tunnel. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const ONLY_READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of another site has the browser of somebody on this machine send: by a name of its own that leads
 * here (DNS rebinding), or as a form or a script of another origin (Fetch standard: Origin; Fetch Metadata).
 *
 * Throws IntegratorError `forbidden`.
 */
export const refuseOtherOrigins: RequestHandler = ({ method, headers }, response, next) => {
  const { host = '', origin } = headers;
  if (!LOOPBACK_HOST.test(host)) {
    const message = `Without authentication the API answers only to localhost, 127.0.0.1 and [::1], and was asked for as ${host || 'nothing'}. Use one of them, or start it with INTEGRATOR_AUTH=required.`;
    throw new IntegratorError('forbidden', message);
  }
  const isOfAnother =
    (origin !== undefined && originHost(origin) !== host.toLowerCase()) || headers['sec-fetch-site'] === 'cross-site';
  // Such as Temporal's Web UI, where it asks the codec.
  const isLetIn = origin !== undefined && response.get('Access-Control-Allow-Origin') === origin;
  if (isOfAnother && !isLetIn && !ONLY_READS.includes(method)) {
    const message = `The request comes from a page of ${origin ?? 'another site'}, which may change nothing here. Send it without a browser, or from a page of ${host}.`;
    throw new IntegratorError('forbidden', message);
  }
  next();
};

/** The host and port of an origin, as Host names them; of `null` there is none. */
function originHost(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase();
}

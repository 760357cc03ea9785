import { join } from 'node:path';

import compression from 'compression';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';

/** Of the console: all it needs is from here, and nothing it shows is framed or sent elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The console as it was built: its files, and its one document at every address that a browser asks to show and that
 * is nothing else's.
 *
 * @param folder where it was built; where there is none, these addresses are as unknown as any.
 */
export function serveConsole(folder: string): Router {
  const router = express.Router();
  router.use(compression());
  // Their names change with their content.
  router.use('/assets', express.static(join(folder, 'assets'), { setHeaders: keepForGood }));
  router.use(express.static(folder, { index: false }));
  router.use((request, response, next) => {
    if (!asksForPage(request)) next();
    else
      response.sendFile('index.html', { root: folder, headers: { 'Content-Security-Policy': POLICY } }, nextOn(next));
  });
  return router;
}

function asksForPage(request: Request): boolean {
  const { method, path } = request;
  return ['GET', 'HEAD'].includes(method) && !path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';
}

/** Where there is no console, its pages are unknown addresses. */
function nextOn(next: NextFunction): (error: Error | undefined) => void {
  return (error) => {
    if (error !== undefined) next();
  };
}

function keepForGood(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
}

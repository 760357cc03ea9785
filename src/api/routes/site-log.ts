import type { Request, Response } from 'express';
import { setTimeout as delay } from 'node:timers/promises';

import type { ApiDependencies } from '../dependencies.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { siteParams } from './parameters.js';

/** How often a log that is followed is looked at, in milliseconds. */
const LOOK_EVERY = 1000;

/** A site's log, in the seed's format. */
export function siteLogRoutes({ database, gate }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/log',
      summary: "The newest lines of a site's log; as text/event-stream, to follow",
      params: siteParams,
      answers: { 200: { description: 'Lines, oldest first', mediaType: 'text/plain' } },
      errors: ['site-not-found', 'service-unavailable'],
      handle: async ({ params, request, response }) => {
        await requireSite(database, params.site);
        const lines = await gate.log(params.site);
        if (request.accepts(['text/plain', 'text/event-stream']) === 'text/event-stream') {
          await follow(request, response, lines, () => gate.log(params.site));
        } else {
          response.type('text/plain').send(lines.map((line) => `${line}\n`).join(''));
        }
        return undefined;
      },
    }),
  ];
}

async function follow(request: Request, response: Response, first: string[], look: () => Promise<string[]>) {
  const gone = new AbortController();
  request.once('close', () => gone.abort());
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let shown: string[] = [];
  let lines = first;
  while (!gone.signal.aborted) {
    for (const line of linesAfter(shown, lines)) response.write(`data: ${line}\n\n`);
    shown = lines;
    await delay(LOOK_EVERY, undefined, { signal: gone.signal }).catch(() => undefined);
    // A site that does not answer for a while is looked at again: who follows its log waits for it.
    lines = await look().catch(() => shown);
  }
}

/** What is new in `lines`: the log keeps its newest lines only, so the last one shown tells where to go on. */
function linesAfter(shown: string[], lines: string[]): string[] {
  for (let start = 0; start <= lines.length; start++) {
    const overlap = lines.slice(0, lines.length - start);
    if (
      overlap.length <= shown.length &&
      overlap.every((line, at) => shown[shown.length - overlap.length + at] === line)
    ) {
      return lines.slice(overlap.length);
    }
  }
  return lines;
}

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { Response } from 'express';

import type { SiteWatcher } from '../store/site-events.js';
import { SIGN_OF_LIFE } from './event-stream.js';

/** How often a log is looked at while its site is busy, and else, in milliseconds. */
const LOOK_EVERY = 1000;
const LOOK_WHEN_QUIET = 10_000;
/** For how long after a change a site counts as busy, in milliseconds: it writes a line after what it tells of. */
const BUSY_FOR = 5000;

/** A log as it is, how it is looked at again, and what tells that it may have grown. */
export interface FollowedLog {
  lines: readonly string[];
  look: () => Promise<string[]>;
  watch: (watcher: SiteWatcher) => () => void;
}

/** Writes the lines of a log as they come (server-sent events), until its reader goes or the API stops. */
export async function followLog(response: Response, { lines: first, look, watch }: FollowedLog): Promise<void> {
  const gone = new AbortController();
  const changed = new EventTarget();
  let busyUntil = Date.now() + BUSY_FOR;
  response.once('close', () => gone.abort());
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const leave = watch({
    tell: () => {
      busyUntil = Date.now() + BUSY_FOR;
      changed.dispatchEvent(new Event('change'));
    },
    end: () => response.end(),
  });
  try {
    for (let [shown, lines] = [[] as readonly string[], first]; !gone.signal.aborted;) {
      const fresh = linesAfter(shown, lines);
      response.write(fresh.length === 0 ? SIGN_OF_LIFE : fresh.map((line) => `data: ${line}\n\n`).join(''));
      shown = lines;
      await untilNextLook(gone.signal, changed, busyUntil);
      // A site that does not answer for a while is looked at again: who follows its log waits for it.
      lines = await look().catch(() => shown);
    }
  } finally {
    leave();
  }
}

/** A busy site is looked at in a second; a quiet one at its next change, or now and then. */
async function untilNextLook(gone: AbortSignal, changed: EventTarget, busyUntil: number): Promise<void> {
  if (Date.now() < busyUntil) return delay(LOOK_EVERY, undefined, { signal: gone }).catch(() => undefined);
  const settled = new AbortController();
  const options = { signal: AbortSignal.any([gone, settled.signal]) };
  await Promise.race([once(changed, 'change', options), delay(LOOK_WHEN_QUIET, undefined, options)]).catch(
    () => undefined,
  );
  settled.abort();
}

/** What is new in `lines`: the log keeps its newest lines only, so the last one shown tells where to go on. */
function linesAfter(shown: readonly string[], lines: readonly string[]): readonly string[] {
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

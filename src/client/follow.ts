import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';

import { ApiProblem, unreachable } from './api-problem.js';
import { requireAnswer } from './create-client.js';
import { LiveLink } from './live-link.js';

/** How long to wait before following again, in milliseconds: doubled with each failure, up to the second. */
const AGAIN_AFTER = 500;
const AGAIN_AT_MOST = 8000;

/** A link that has been silent for so long is dead, in milliseconds: the API gives a sign of life every 15 seconds. */
const SILENT_AT_MOST = 45_000;

export interface FollowOptions {
  /** Where the API is, without `/api/v1`. */
  url: string;
  token?: () => string | undefined;
  signal: AbortSignal;
  /** For how long nothing may come before the link counts as broken, in milliseconds; 45 seconds by default. */
  silentAtMost?: number;
  /** Told when events come again, first and after each break: what was missed meanwhile is to be looked up. */
  onOpen?: () => void;
  /** Told when the events break off; they are followed again. */
  onBreak?: (problem: ApiProblem) => void;
}

/**
 * The events of an address of the API (server-sent events), followed again when they break off, until `signal` says so.
 *
 * @throws ApiProblem where the API refuses to be followed.
 */
export async function* follow(path: string, options: FollowOptions): AsyncGenerator<EventSourceMessage> {
  const { signal, silentAtMost = SILENT_AT_MOST, onOpen, onBreak } = options;
  let pause = AGAIN_AFTER;
  for (;;) {
    const link = new LiveLink(signal, silentAtMost);
    try {
      const reader = await open(path, options, link);
      pause = AGAIN_AFTER;
      onOpen?.();
      // Not every browser iterates over streams.
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        link.lives();
        yield next.value;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && isRefusal(error)) throw error;
      onBreak?.(error instanceof ApiProblem ? error : unreachable('The events of the API have broken off.'));
    } finally {
      link.end();
    }
    await untilLater(pause, signal);
    if (signal.aborted) return;
    pause = Math.min(pause * 2, AGAIN_AT_MOST);
  }
}

async function open(
  path: string,
  { url, token }: FollowOptions,
  link: LiveLink,
): Promise<ReadableStreamDefaultReader<EventSourceMessage>> {
  const given = token?.();
  const headers = { Accept: 'text/event-stream', ...(given === undefined ? {} : { Authorization: `Bearer ${given}` }) };
  const response = await fetch(url + path, { headers, signal: link.signal });
  await requireAnswer(response);
  if (response.body === null) throw unreachable('The events of the API have no body.');
  const parser = new EventSourceParserStream({ onComment: () => link.lives() });
  return response.body.pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader();
}

/** Whether asking again is of no use; asked too often (429) it is later. */
function isRefusal({ status }: ApiProblem): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function untilLater(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

import { pino, stdTimeFunctions, type Logger } from 'pino';

import { describeError } from './describe-error.js';
import { hideCredentials } from './hide-credentials.js';

/** What is told of the service while it works: an object of facts, then a sentence. */
export type Log = Logger;

/** From the one that tells most; `silent` tells nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  /** Which process tells: `worker`, `api`, `start`. */
  process: string;
  level: LogLevel;
  /** Takes each line, JSON with its line end. */
  write: (line: string) => void;
}

/** A secret is never told on purpose; this is the second net, for facts of these names, as deep as a request's headers. */
const HIDDEN = ['authorization', 'cookie', 'password', 'passphrase', 'privateKey', 'secret', 'token', 'apiKey'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** The log of a process: a line of JSON for each thing that happens. */
export function createLog({ process, level, write }: LogOptions): Log {
  return pino(
    {
      level,
      base: { process },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: HIDDEN, censor: '***' },
    },
    { write: (line: string) => write(hideCredentials(line)) },
  );
}

import * as config from './config.js';
import { createLog, type Log, type LogOptions } from './observability/log/create-log.js';

const write = (line: string): void => void process.stdout.write(line);

/** The log of an entry of production: JSON on stdout, from INTEGRATOR_LOG_LEVEL on. */
export function entryLog(entry: LogOptions['process']): Log {
  return createLog({ process: entry, level: config.logLevel('info'), write });
}

/** Tells why an entry ends that cannot go on, also where the log's own setting is what is wrong. */
export function logLastWords(entry: LogOptions['process'], error: unknown): void {
  createLog({ process: entry, level: 'fatal', write }).fatal({ err: error }, 'It cannot go on and ends');
}

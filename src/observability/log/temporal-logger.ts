import type { Logger, LogLevel, LogMetadata } from '@temporalio/common';

import { aboutWorkflow } from './about-workflow.js';
import type { Log } from './create-log.js';

/** A run that failed is no failure of the worker: its end is told by its workflow, with its status and reason. */
const TOLD_ELSEWHERE = 'Workflow failed';

/** What Temporal adds to each line, and nobody looks for. */
const NOISE = new Set(['namespace', 'taskQueue', 'taskToken', 'sdkComponent', 'isLocal', 'activityId', 'updateId']);

/** Takes what Temporal, workflow code and activities log into our log: run and site are told by the workflow's id. */
export function temporalLogger(log: Log): Logger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const name = LEVELS[level];
    if (message === TOLD_ELSEWHERE || !log.isLevelEnabled(name)) return;
    log[name](factsOf(meta), message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

function factsOf({ error, workflowRunId, runId, ...meta }: Readonly<Record<string, unknown>>): object {
  const facts = Object.entries(meta).filter(([name]) => !NOISE.has(name));
  const { workflowId } = meta;
  return {
    ...(typeof workflowId === 'string' ? aboutWorkflow(workflowId) : {}),
    ...Object.fromEntries(facts),
    // Our run id is ours.
    temporalRunId: runId ?? workflowRunId,
    err: error,
  };
}

import assert from 'node:assert/strict';

import { ApplicationFailure } from '@temporalio/common';

import {
  fireWorkflowId,
  runWorkflowId,
  settlementWorkflowId,
  siteWorkflowId,
} from '../../../src/model/workflow-ids.js';
import { aboutWorkflow } from '../../../src/observability/log/about-workflow.js';
import { createLog, type LogLevel } from '../../../src/observability/log/create-log.js';
import { readableLine } from '../../../src/observability/log/readable-line.js';
import { temporalLogger } from '../../../src/observability/log/temporal-logger.js';

describe("Temporal's log", () => {
  let written: string[];
  beforeEach(() => (written = []));
  const open = (level: LogLevel = 'info') =>
    temporalLogger(createLog({ process: 'worker', level, write: (line) => written.push(line) }));
  const meta = {
    workflowId: 'run/11111111-2222-3333-4444-555555555555',
    workflowRunId: 'of-temporal',
    taskToken: 'c2VjcmV0',
    namespace: 'default',
    activityType: 'loadRecords',
    attempt: 2,
    site: 'LIVE',
  };

  it('names the run by its id, and what was added to it; the noise is left out', () => {
    open().warn('Activity failed', {
      ...meta,
      error: ApplicationFailure.create({ type: 'file-empty', message: 'Empty.' }),
    });
    const { time, ...line } = JSON.parse(written[0] ?? '') as Record<string, unknown>;
    assert.ok(time);
    assert.deepEqual(line, {
      level: 'warn',
      process: 'worker',
      run: '11111111-2222-3333-4444-555555555555',
      workflowId: meta.workflowId,
      activityType: 'loadRecords',
      attempt: 2,
      site: 'LIVE',
      temporalRunId: 'of-temporal',
      err: { code: 'file-empty', message: 'Empty.' },
      msg: 'Activity failed',
    });
  });

  it('is told from the level of the log on', () => {
    const logger = open('error');
    logger.warn('not this', meta);
    logger.log('INFO', 'nor this');
    logger.error('this');
    assert.equal(written.length, 1);
  });

  it('does not tell that a run failed as if the worker had', () => {
    open().warn('Workflow failed', meta);
    assert.deepEqual(written, []);
  });

  it('knows what the ids of our workflows are about', () => {
    assert.deepEqual(aboutWorkflow(runWorkflowId('r-1')), { run: 'r-1' });
    assert.deepEqual(aboutWorkflow(settlementWorkflowId('r-1')), { run: 'r-1' });
    assert.deepEqual(aboutWorkflow(siteWorkflowId('LIVE')), { site: 'LIVE' });
    assert.deepEqual(aboutWorkflow(`${fireWorkflowId('LIVE', 'night')}-2026-12-07T06:00:00Z`), { site: 'LIVE' });
    assert.deepEqual(aboutWorkflow('pendingCount/LIVE/people/x'), { site: 'LIVE' });
    assert.deepEqual(aboutWorkflow('keep-schedules/integrator'), {});
  });

  it('reads for people as when, how bad, what, of which workflow and step, and why', () => {
    open().warn('Activity failed', {
      ...meta,
      error: ApplicationFailure.create({ type: 'file-empty', message: 'Empty.' }),
    });
    const line = readableLine(written[0] ?? '');
    assert.match(line, /^\d{4}-\S+Z WARN Activity failed: run\/1{8}-\S+: loadRecords: Empty\.$/);
  });

  it('reads for people with the stack of what nobody foresaw', () => {
    open().error('Broken', { error: new Error('why') });
    assert.match(readableLine(written[0] ?? ''), /^\S+ ERROR Broken: why\nError: why\n +at /);
  });
});

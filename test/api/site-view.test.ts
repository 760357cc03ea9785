import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { viewSite, type SiteParts } from '../../src/api/site-view.js';
import { siteProperties } from '../../src/model/site.js';
import type { OpenRunProgress } from '../../src/store/open-runs.js';

/** A site whose workflow knows of two runs; the store, that the first one has ended. */
function parts(): SiteParts {
  const startedAt = new Date('2026-12-07T06:00:00Z');
  const [ended, open] = [randomUUID(), randomUUID()];
  const known = (run: string, endedAt: Date | null): [string, OpenRunProgress] => [
    run,
    { run, name: run, startedAt, endedAt, step: 'load', progress: { step: 'load', records: 5 } },
  ];
  const task = (integration: string) => ({ integration, direction: 'import', lastRun: null }) as const;
  return {
    site: { site: 'LIVE', integrator: 'Running', ...siteProperties.parse({ kind: 'LIVE' }) },
    view: {
      integrator: 'Running',
      runs: [
        { run: ended, integration: 'employees' },
        { run: open, integration: 'payroll' },
      ],
      tasks: { employees: 'In-Progress', payroll: 'In-Progress', shifts: 'Pending Changed' },
    },
    tasks: ['employees', 'payroll', 'shifts'].map(task),
    nextFires: new Map(),
    progress: new Map([known(ended, startedAt), known(open, null)]),
    armings: {},
    held: 0,
  };
}

describe('what is told of a site', () => {
  it('leaves out a run that has ended, also where its workflow has not heard of the end yet', () => {
    const { runs, tasks } = viewSite(parts());
    assert.deepEqual(
      runs.map(({ integration, progress }) => [integration, progress]),
      [['payroll', { step: 'load', records: 5 }]],
    );
    assert.deepEqual(
      tasks.map(({ integration, status }) => [integration, status]),
      [
        ['employees', ''],
        ['payroll', 'In-Progress'],
        ['shifts', 'Pending Changed'],
      ],
    );
  });

  it('has a run that is not opened yet', () => {
    const { runs, tasks } = viewSite({ ...parts(), progress: new Map() });
    assert.equal(runs.length, 2);
    assert.equal(tasks[0]?.status, 'In-Progress');
  });
});

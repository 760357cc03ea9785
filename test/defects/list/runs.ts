import type { Defect } from '../defect.js';

/** Which runs begin. */
export const RUNS: readonly Defect[] = [
  {
    name: 'an Idempotency-Key is ignored',
    source: 'src/api/request-run.ts',
    find: 'const run = idempotencyKey === undefined ? randomUUID() : runIdFrom(site, idempotencyKey);',
    replace: 'const run = idempotencyKey === undefined ? randomUUID() : runIdFrom(site, randomUUID());',
    caughtBy: {
      file: 'test/api/idempotency.test.ts',
      title: 'an Idempotency-Key makes the same request, sent twice, one run',
    },
  },
  {
    name: 'two runs may read one file name: no lock',
    source: 'src/store/migrations/0002_complete-imports.sql',
    find: 'create unique index run_file_in_use on',
    replace: 'create index run_file_in_use on',
    caughtBy: {
      file: 'test/api/file-in-use.test.ts',
      title: 'a file name that a run is reading lets only one of ten runs that come at once read it',
    },
  },
  {
    name: 'the gate of a stopped site lets runs through',
    source: 'src/workflows/integrator.ts',
    find: "if (this.site.is('Running')) {",
    replace: "if (!this.site.is('Stopping')) {",
    build: true,
    caughtBy: {
      file: 'test/api/gate.test.ts',
      title: 'the gate of a site refuses a run while the site is stopped: the task is Pending Changed, there is no run',
    },
  },
];

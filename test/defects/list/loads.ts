import type { Defect } from '../defect.js';

const LOAD = 'test/connections/postgres-load.test.ts';

/** Records on their way into a table, each once. */
export const LOADS: readonly Defect[] = [
  {
    name: 'an attempt that was overtaken may commit: no fence',
    source: 'src/connections/postgres/load-marker.ts',
    find: 'where run = $1 and attempt = $2 and counts is null',
    replace: 'where run = $1 and $2::integer > 0 and counts is null',
    caughtBy: { file: LOAD, title: 'PostgresLoad fences an attempt whose session its successor could not end' },
  },
  {
    name: 'no marker is written with the records',
    source: 'src/connections/postgres/postgres-load.ts',
    find: 'await markApplied(this.client, this.options.run, this.options.attempt, counts);',
    replace: 'if (counts.read < 0) await markApplied(this.client, this.options.run, this.options.attempt, counts);',
    caughtBy: {
      file: LOAD,
      title: 'PostgresLoad tells an attempt that comes after an applied one its counts, and applies nothing again',
    },
  },
  {
    name: 'what the target took is not counted before the commit',
    source: 'src/connections/postgres/postgres-load.ts',
    find: 'if (keptOut !== 0)',
    replace: 'if (keptOut > 1_000_000)',
    caughtBy: { file: LOAD, title: 'PostgresLoad refuses the counts when a trigger has kept a record out' },
  },
  {
    name: 'the guard on deletions is off',
    source: 'src/activities/guards.ts',
    find: 'if (!this.judgesDeletes || !exceedsLimit(maxDeletes, deleted, before)) return;',
    replace: 'if (!this.judgesDeletes || !exceedsLimit(maxDeletes, deleted, before + deleted * 1000)) return;',
    caughtBy: {
      file: 'test/api/send-changed.test.ts',
      title: 'Send Changed is held back by the guard on deletions, and goes with it lifted',
    },
  },
];

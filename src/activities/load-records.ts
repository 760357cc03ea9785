import { activityInfo, cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { withHeartbeat } from './heartbeat.js';
import { LoadingRecords, type Progress } from './loading-records.js';
import { readRun, type RunToDo } from './read-run.js';
import { targetUrl } from './target-url.js';
import { PostgresLoad } from '../connections/postgres/postgres-load.js';
import type { RunCounts } from '../model/run.js';
import { compileSchema } from '../records/compile-schema.js';
import { openCsv } from '../records/csv-file.js';
import { matchHeader, type Column } from '../records/match-header.js';
import { deleteRejects } from '../store/rejects.js';

/**
 * Loads the run's file into its target: reads, checks and stages record by record, keeps the rejects, then applies what
 * is staged in one transaction (DESIGN §4). Tried again, it finds what was applied before.
 *
 * @returns the counts, as the target's marker has them.
 */
export const loadRecords =
  (dependencies: Dependencies) =>
  async (id: string): Promise<RunCounts> => {
    const todo = await readRun(dependencies.database, id);
    const progress = { read: 0, rejected: 0, bytesRead: 0 };
    return withHeartbeat(progress, () => load(dependencies, todo, progress));
  };

async function load(dependencies: Dependencies, todo: RunToDo, progress: Progress): Promise<RunCounts> {
  const file = await readFile(dependencies, todo);
  try {
    const { schema, dialect } = todo.definition;
    const columns = matchHeader(file.header, schema);
    const check = compileSchema(schema, columns, dialect);
    const target = await openTarget(dependencies, todo, columns);
    try {
      if (target.applied !== undefined) return target.applied;
      const read = () => readFile(dependencies, todo);
      const { database } = dependencies;
      const { run, definition } = todo;
      // What an attempt before this one refused because of a key may be all right by now.
      if (activityInfo().attempt > 1) await deleteRejects(database, run.id);
      return await new LoadingRecords({
        database,
        run: run.id,
        definition,
        file,
        read,
        check,
        target,
        progress,
      }).finish();
    } finally {
      await target.close();
    }
  } finally {
    await file.close();
  }
}

function openTarget(dependencies: Dependencies, todo: RunToDo, columns: Column[]): Promise<PostgresLoad> {
  const { run, definition } = todo;
  return PostgresLoad.open({
    url: targetUrl(dependencies, todo),
    run: run.id,
    attempt: activityInfo().attempt,
    table: definition.target.table,
    columns: columns.map(({ field }) => field.name),
    key: definition.schema.primaryKey,
    mode: definition.target.mode,
    signal: cancellationSignal(),
  });
}

function readFile({ files }: Dependencies, { run, definition }: RunToDo) {
  const { dialect, schema } = definition;
  return openCsv(files.read(run.fileSha256 ?? ''), { dialect, fieldCount: schema.fields.length });
}

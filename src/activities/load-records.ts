import { activityInfo, cancellationSignal } from '@temporalio/activity';

import { declaredKeys } from './declared-keys.js';
import type { Dependencies } from './dependencies.js';
import { Guards } from './guards.js';
import { LoadingRecords, type Progress } from './loading-records.js';
import { readImport, type ImportToDo } from './read-run.js';
import { compileLoadRules, type LoadRules } from './load-rules.js';
import { RejectAccount } from './reject-account.js';
import { readLookups, readSource, sourceBytes } from './run-files.js';
import { requireArmed } from './require-armed.js';
import { runStep, type Say } from './run-step.js';
import { targetUrl } from './target-url.js';
import { PostgresLoad } from '../connections/postgres/postgres-load.js';
import { KEPT_DIFFERENCES } from '../model/difference.js';
import { IntegratorError } from '../model/errors.js';
import type { Guard } from '../model/guard.js';
import { describeCounts } from '../model/run-counts.js';
import type { RunCounts } from '../model/run.js';
import type { CsvFile } from '../records/csv-file.js';
import { expectedColumns } from '../records/expected-columns.js';
import type { Database } from '../store/database.js';
import { announceCommit } from '../store/load-commit.js';
import { saveDifferences } from '../store/run-differences.js';
import { meanRecordCount } from '../store/runs.js';

/**
 * Loads the run's file into its target: reads, checks and stages record by record, keeps the rejects, then writes what
 * is staged and commits it with the counts (DESIGN §4). Tried again, it finds what was applied before. A dry run does
 * all of it and rolls back.
 *
 * @returns the counts, as the target's marker has them.
 */
export const loadRecords =
  (dependencies: Dependencies) =>
  async (id: string): Promise<RunCounts> => {
    const { database } = dependencies;
    const progress = { records: 0, rejected: 0, excluded: 0, bytes: 0, totalBytes: 0 };
    return runStep(database, { run: id, step: 'load', progress }, async (say) => {
      const todo = await readImport(database, id);
      await requireArmed(dependencies, todo.site, todo.definition.target.connection);
      progress.totalBytes = await sourceBytes(dependencies, todo);
      const file = await readSource(dependencies, todo, (bytes) => (progress.bytes += bytes));
      try {
        return await load(dependencies, todo, { file, progress, say });
      } finally {
        await file.close();
      }
    });
  };

interface Loading {
  file: CsvFile;
  progress: Progress;
  say: Say;
}

async function load(
  dependencies: Dependencies,
  todo: ImportToDo,
  { file, progress, say }: Loading,
): Promise<RunCounts> {
  const { database } = dependencies;
  const { run, definition } = todo;
  const rules = compileLoadRules(todo, file.header, await readLookups(dependencies, todo));
  const target = await openTarget(dependencies, todo, rules);
  try {
    if (target.applied !== undefined) {
      say(`Applied by an attempt before: ${describeCounts(target.applied)}`);
      return target.applied;
    }
    const header = file.header ?? expectedColumns(definition.schema, definition.mapping);
    const { attempt } = activityInfo();
    const rejects = await RejectAccount.begin(database, run, { rules, header, attempt });
    // These two judge whole files; who resubmits has chosen the records, and some may be refused again.
    const lifted: Guard[] = run.resubmits === null ? run.liftedGuards : ['maxRejects', 'recordCount'];
    const guards = new Guards(definition.limits, lifted, definition.target.mode);
    const { ofLast } = guards.recordCount ?? {};
    const loading = new LoadingRecords({
      file,
      reread: () => readSource(dependencies, todo),
      rules,
      rejects,
      guards,
      target,
      meanRecordCount: ofLast === undefined ? undefined : await meanRecordCount(database, run, ofLast),
      progress,
      say,
      signal: cancellationSignal(),
    });
    const { counts, refusals } = await loading.write();
    if (run.dryRun) {
      await saveDifferences(database, run.id, attempt, await target.differences(KEPT_DIFFERENCES, refusals));
      say(`Dry run, rolled back: ${describeCounts(counts)}`);
    } else {
      await announce(database, run.id, attempt);
      await target.commit(counts);
      say(`Applied: ${describeCounts(counts)}`);
    }
    return counts;
  } finally {
    await target.close();
  }
}

/** @throws IntegratorError `superseded` when this is not the attempt whose turn it is, or the run has ended. */
async function announce(database: Database, run: string, attempt: number): Promise<void> {
  if (await announceCommit(database, run, attempt)) return;
  throw new IntegratorError('superseded', `Attempt ${attempt} of this load was taken over; it applies nothing.`);
}

function openTarget(dependencies: Dependencies, todo: ImportToDo, { columns }: LoadRules): Promise<PostgresLoad> {
  const { run, definition } = todo;
  const { schema, target } = definition;
  const fields = columns.map(({ field }) => field.name);
  return PostgresLoad.open({
    url: targetUrl(dependencies, todo),
    run: run.id,
    attempt: activityInfo().attempt,
    dryRun: run.dryRun,
    table: target.table,
    fields,
    mode: target.mode,
    writesAll: run.send === 'all',
    onDuplicateKey: target.onDuplicateKey,
    ...declaredKeys(schema, fields),
    signal: cancellationSignal(),
  });
}

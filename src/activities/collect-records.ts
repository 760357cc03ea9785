import { cancellationSignal } from '@temporalio/activity';

import { Collecting, type RecordWriter } from './collecting.js';
import type { Dependencies } from './dependencies.js';
import { candidateOf, contentOf, goneOf, openSource, taskOf, tellsDeletes } from './export-task.js';
import { judgeExport } from './judge-export.js';
import type { Reached } from './note-progress.js';
import { packContent } from './pack-content.js';
import { readExport, type ExportToDo } from './read-run.js';
import { runStep, type Say } from './run-step.js';
import { IntegratorError } from '../model/errors.js';
import type { ExportIntegration } from '../model/export-integration.js';
import { isFileTarget } from '../model/export-target.js';
import { expandFileName } from '../model/file-name-tokens.js';
import type { UploadedFile } from '../model/run-request.js';
import { copyRow, keyValues } from '../records/changes/key-values.js';
import { lineBlocks } from '../records/changes/line-blocks.js';
import { createCsvWriter } from '../records/outgoing/csv-writer.js';
import { createJsonLinesWriter } from '../records/outgoing/json-lines-writer.js';
import { noteCollected, takeNextTurn, type Collected } from '../store/collected.js';
import { findSentState, forgetSentState, type SentStateRow } from '../store/sent-states.js';
import type { Task } from '../store/state-files.js';

/**
 * Reads the records of an export at one moment, compares them with those that were acknowledged, and keeps what is to be
 * sent in the file store, as it will leave. The guards are judged before anything has left.
 *
 * @returns whether there is anything to send; a dry run sends nothing.
 */
export const collectRecords =
  (dependencies: Dependencies) =>
  async (id: string): Promise<boolean> => {
    const { database } = dependencies;
    const progress = { records: 0 };
    return runStep(database, { run: id, step: 'collect', progress }, async (say) => {
      const todo = await readExport(database, id);
      const turn = await takeNextTurn(database, id);
      if (turn === undefined) throw new IntegratorError('superseded', `The run ${todo.run.name} has ended.`);
      const { collected, columns } = await collect(dependencies, { todo, turn, progress, say });
      await judgeExport(database, todo, collected);
      if (!(await noteCollected(database, id, turn, collected, columns))) {
        throw new IntegratorError('superseded', 'A later attempt has collected the records.');
      }
      const { read, inserted, updated, unchanged, gone, sent } = collected;
      say(`Read ${read} records: ${inserted} new, ${updated} changed, ${unchanged} unchanged; ${gone} are gone`);
      const { dryRun, send } = todo.run;
      // Send All makes a file also of no records: then the target is to have none.
      const isEmptyFile = send === 'all' && isFileTarget(todo.definition.target);
      return !dryRun && (sent > 0 || collected.deletes > 0 || isEmptyFile);
    });
  };

interface Attempt {
  todo: ExportToDo;
  turn: number;
  progress: Reached;
  say: Say;
}

async function collect(
  dependencies: Dependencies,
  { todo, turn, progress, say }: Attempt,
): Promise<{ collected: Collected; columns: readonly string[] }> {
  const { run, definition } = todo;
  const { files } = dependencies;
  const task = taskOf(todo);
  const hasKey = definition.primaryKey.length > 0;
  const base = hasKey ? await findBase(dependencies, task, say) : undefined;
  const signal = cancellationSignal();
  const packing = { dependencies, todo, say, signal };
  const source = await openSource(dependencies, todo, { run: run.id, parameters: run.parameters });
  const state = hasKey ? await files.states.create(task, candidateOf(run.id, turn)) : undefined;
  const gone =
    hasKey && tellsDeletes(definition.target) ? await files.states.create(task, goneOf(run.id, turn)) : undefined;
  try {
    const as = contentOf(definition);
    const collecting = new Collecting({
      send: run.send ?? 'all',
      base: base && files.states.read(task, base.run),
      state,
      gone,
      writer: writerOf(definition, as, source.columns),
      progress,
    });
    const name = run.fileName ?? `${run.id}.jsonl`;
    const packed = packContent(packing, name, collecting.content(source.read(as, signal)));
    const content = { name, ...(await files.keep(packed, Number.MAX_SAFE_INTEGER)) };
    await state?.keep();
    await gone?.keep();
    const { counts, sent } = collecting;
    const deletes = gone === undefined ? 0 : counts.gone;
    const deleted = deletes === 0 ? undefined : await keepDeleted(packing, goneOf(run.id, turn));
    const collected = { turn, ...counts, sent, deletes, base: base?.run ?? null, content, ...(deleted && { deleted }) };
    return { collected, columns: source.columns };
  } finally {
    await source.close();
    await state?.forget();
    await gone?.forget();
  }
}

/** What was acknowledged; nothing where its file is not here, as when a backup was restored: then all counts as new. */
async function findBase({ database, files }: Dependencies, task: Task, say: Say): Promise<SentStateRow | undefined> {
  const base = await findSentState(database, task.site, task.integration);
  if (base === undefined || (await files.states.has(task, base.run))) return base;
  say(`What was acknowledged (${base.records} records) is not in the file store: all records count as new`);
  await forgetSentState(database, task, base.run);
  return undefined;
}

/** Keeps the keys that are `gone` as they will leave: a file like the records', of the fields of the key alone. */
async function keepDeleted(packing: Parameters<typeof packContent>[0], gone: string): Promise<UploadedFile> {
  const { dependencies, todo } = packing;
  const { run, definition, site } = todo;
  const { target, primaryKey } = definition;
  const tokens = { site: run.site, run: run.name, at: run.startedAt, timeZone: site.timeZone };
  const isFile = isFileTarget(target);
  const name = isFile ? expandFileName(target.deletedFile ?? '', tokens) : `${run.id}-deleted.jsonl`;
  const keys = dependencies.files.states.read(taskOf(todo), gone);
  const content = deletedContent(keys, writerOf(definition, isFile ? 'fields' : 'json', primaryKey), primaryKey);
  const stored = await dependencies.files.keep(packContent(packing, name, content), Number.MAX_SAFE_INTEGER);
  return { name, ...stored };
}

async function* deletedContent(
  keys: AsyncIterable<Buffer>,
  writer: RecordWriter,
  fields: readonly string[],
): AsyncGenerator<Buffer> {
  const header = writer.header?.();
  if (header !== undefined) yield header;
  const isJson = header === undefined;
  for await (const lines of lineBlocks(keys)) {
    const rows = lines.map((line) => {
      const values = keyValues(line);
      if (!isJson) return copyRow(values);
      return copyRow([JSON.stringify(Object.fromEntries(fields.map((field, index) => [field, values[index]])))]);
    });
    yield writer.write(rows);
  }
}

function writerOf(
  { dialect, encoding }: ExportIntegration,
  as: 'fields' | 'json',
  columns: readonly string[],
): RecordWriter {
  return as === 'json' ? createJsonLinesWriter() : createCsvWriter({ columns, dialect, encoding });
}

import { cancellationSignal } from '@temporalio/activity';

import { openDelivery } from './delivery.js';
import { parcelsOf } from './deliver-file.js';
import type { Dependencies } from './dependencies.js';
import { candidateOf, taskOf, tellsDeletes } from './export-task.js';
import { readExport, type ExportToDo } from './read-run.js';
import { runStep } from './run-step.js';
import { isPartOf, partsBefore } from '../connections/files/outgoing-file.js';
import { IntegratorError } from '../model/errors.js';
import type { Acknowledged } from '../model/ended-export.js';
import { isFileTarget } from '../model/export-target.js';
import { describeCounts } from '../model/run-counts.js';
import type { RunCounts } from '../model/run.js';
import { acknowledgePart } from '../records/changes/acknowledge-part.js';
import { noteAcknowledged, noteProgress, takeNextTurn, type Collected, type Progress } from '../store/collected.js';
import { refusedRecords } from '../store/export-rejects.js';
import { moveSentState } from '../store/sent-states.js';

/** In milliseconds. */
const TIDIED_WITHIN = 2000;

/**
 * Moves the state of a task on by what has arrived of a run, however the run has ended: what was refused or did not
 * arrive stays pending, and is sent again. From here on, no attempt of the run sends anything.
 *
 * @param isCutOff whether the run failed, was halted or was ended by hand.
 * @returns undefined where nothing was collected, or nothing of what was has arrived.
 */
export const acknowledge =
  (dependencies: Dependencies) =>
  async (id: string, isCutOff = false): Promise<Acknowledged | undefined> => {
    const { database, files } = dependencies;
    const turn = await takeNextTurn(database, id);
    const todo = await readExport(database, id);
    const { collected, dryRun, name } = todo.run;
    if (turn === undefined) throw new IntegratorError('superseded', `The run ${name} has ended.`);
    const forgetDrafts = () => files.states.forgetDrafts(taskOf(todo), id);
    if (collected === null || dryRun) {
      await forgetDrafts();
      return collected === null ? undefined : { counts: countsOf(collected), isWhole: true };
    }
    return runStep(database, { run: id, step: 'acknowledge' }, async (say) => {
      const arrived = await settleDelivery(dependencies, todo, collected, turn);
      const { sent, deletes } = collected;
      // Of a run of which nothing has arrived, the state stays as it was.
      if (hasNothingArrived(collected, arrived, isCutOff)) {
        await forgetDrafts();
        return undefined;
      }
      const counts = collected.acknowledged ?? (await makeState(dependencies, todo, collected, arrived));
      if (!(await noteAcknowledged(database, id, turn, counts))) throw superseded();
      await moveState(dependencies, todo, collected);
      await forgetDrafts();
      say(`Acknowledged: ${describeCounts(counts)}`);
      return { counts, isWhole: arrived.records === sent && arrived.deletes === deletes };
    });
  };

/** An empty file leaves no trace of its arrival: of a run that was cut off, it counts as not arrived. */
function hasNothingArrived({ sent, deletes, acknowledged }: Collected, arrived: Progress, isCutOff: boolean): boolean {
  if (arrived.records + arrived.deletes > 0) return false;
  return sent + deletes > 0 || (isCutOff && acknowledged === undefined);
}

function superseded(): IntegratorError {
  return new IntegratorError('superseded', 'A later attempt acknowledges the run.');
}

/** What there was to send, all of it. */
function countsOf({ read, inserted, updated, unchanged, sent, deletes }: Collected): RunCounts {
  const repeated = sent - inserted - updated;
  return {
    read,
    applied: sent,
    inserted,
    updated: updated + repeated,
    deleted: deletes,
    unchanged: unchanged - repeated,
    rejected: 0,
    excluded: 0,
  };
}

/** A file that was being given its name when its run was cut off has it, or is still waiting: then it is forgotten. */
async function settleDelivery(
  dependencies: Dependencies,
  todo: ExportToDo,
  collected: Collected,
  turn: number,
): Promise<Progress> {
  const { run, definition } = todo;
  const parcel = parcelsOf(collected).find(({ file }) => isPartOf(run.publishing ?? '', file.name, run.id));
  if (run.publishing === null || parcel === undefined) {
    if (isFileTarget(definition.target))
      await discardUploads(dependencies, todo, collected, turn).catch(() => undefined);
    return run.progress;
  }
  const delivery = await openDelivery(dependencies, todo, cancellationSignal());
  try {
    const isWaiting = await delivery.isWaiting(parcel.file, run.publishing);
    const arrived = isWaiting ? run.progress : parcel.arrived;
    // Before it is discarded: looked at again, it would be missing, and be taken for delivered.
    if (!(await noteProgress(dependencies.database, run.id, turn, arrived))) throw superseded();
    if (isWaiting) await delivery.discard(run.publishing);
    return arrived;
  } finally {
    await delivery.close();
  }
}

/** What an upload that was cut off has left aside; a target that does not answer soon keeps it. */
async function discardUploads(
  dependencies: Dependencies,
  todo: ExportToDo,
  collected: Collected,
  turn: number,
): Promise<void> {
  const { records, deletes } = todo.run.progress;
  const waiting = parcelsOf(collected).filter(({ arrived }) => arrived.records > records || arrived.deletes > deletes);
  if (waiting.length === 0) return;
  const delivery = await openDelivery(dependencies, todo, AbortSignal.timeout(TIDIED_WITHIN));
  try {
    for (const { file } of waiting) {
      for (const part of partsBefore(turn, file.name, todo.run.id)) await delivery.discard(part);
    }
  } finally {
    await delivery.close();
  }
}

/** Keeps the state as it is after the run, under the run's id. Done again, it makes the same one. */
async function makeState(
  { database, files }: Dependencies,
  todo: ExportToDo,
  collected: Collected,
  { records, deletes }: Progress,
): Promise<RunCounts> {
  const { run, definition } = todo;
  const refused = await refusedRecords(database, run.id);
  if (definition.primaryKey.length === 0) return countsWithoutKeys(records, refused.length);
  const task = taskOf(todo);
  if (refused.length === 0 && records === collected.sent && deletes === collected.deletes) {
    await files.states.rename(task, candidateOf(run.id, collected.turn), run.id);
    return countsOf(collected);
  }
  const state = await files.states.create(task, run.id);
  try {
    const compared = {
      base: collected.base === null ? undefined : files.states.read(task, collected.base),
      candidate: files.states.read(task, candidateOf(run.id, collected.turn)),
      send: run.send ?? 'all',
    };
    const arrived = { records, deletes, refused, tellsDeletes: tellsDeletes(definition.target) };
    const counts = await acknowledgePart(compared, arrived, (lines) => state.write(lines));
    await state.keep();
    return counts;
  } finally {
    await state.forget();
  }
}

/** Makes the run's state the one that counts. */
async function moveState({ database, files }: Dependencies, todo: ExportToDo, collected: Collected): Promise<void> {
  const { run, definition } = todo;
  if (definition.primaryKey.length === 0) return;
  const task = taskOf(todo);
  if (!(await moveSentState(database, task, { run: run.id, records: collected.read, base: collected.base }))) {
    const message = `The records of ${run.integration} were acknowledged by another run meanwhile; those of this one are pending.`;
    throw new IntegratorError('superseded', message);
  }
  if (collected.base !== null) await files.states.forget(task, collected.base);
}

/** Without a key nothing is known of what was sent before. */
function countsWithoutKeys(records: number, rejected: number): RunCounts {
  const applied = records - rejected;
  return { read: records, applied, inserted: applied, updated: 0, deleted: 0, unchanged: 0, rejected, excluded: 0 };
}

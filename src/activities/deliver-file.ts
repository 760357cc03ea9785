import { cancellationSignal } from '@temporalio/activity';

import { openDelivery, type Delivery } from './delivery.js';
import type { Dependencies } from './dependencies.js';
import { readExport, type ExportToDo } from './read-run.js';
import { requireArmed } from './require-armed.js';
import { runStep, type Say } from './run-step.js';
import { isPartOf, partOf, partsBefore } from '../connections/files/outgoing-file.js';
import { formatBytes } from '../model/format-bytes.js';
import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { noteProgress, notePublishing, takeNextTurn, type Collected, type Progress } from '../store/collected.js';
import type { Database } from '../store/database.js';

/**
 * Brings the file of an export to its target, and the file of the keys that are gone. A reader sees each when it is
 * whole. Done again, it goes on where it was: a file that has its name is not delivered twice.
 */
export const deliverFile =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const { database } = dependencies;
    await runStep(database, { run: id, step: 'deliver' }, async (say) => {
      const turn = await takeNextTurn(database, id);
      const todo = await readExport(database, id);
      const { collected } = todo.run;
      if (turn === undefined || collected === null) throw superseded();
      await requireArmed(dependencies, todo.site, todo.definition.target.connection);
      const delivery = await openDelivery(dependencies, todo, cancellationSignal());
      try {
        const courier = new Courier(database, todo, turn, delivery, say);
        for (const parcel of parcelsOf(collected)) await courier.deliver(parcel);
      } finally {
        await delivery.close();
      }
    });
  };

/** A file that is to be delivered, and what has arrived when it has. */
export interface Parcel {
  file: UploadedFile;
  arrived: Progress;
}

/** The files of an export, in the order in which they are delivered. */
export function parcelsOf({ content, deleted, sent, deletes }: Collected): Parcel[] {
  // What there is nothing of is not sent, unless it is all there is to say.
  const records = { file: content, arrived: { records: sent, deletes: 0 } };
  if (deleted === undefined) return [records];
  const keys = { file: deleted, arrived: { records: sent, deletes } };
  return sent === 0 ? [keys] : [records, keys];
}

/** Delivers files, each attempt while it is its turn. */
class Courier {
  constructor(
    private readonly database: Database,
    private readonly todo: ExportToDo,
    private readonly turn: number,
    private readonly delivery: Delivery,
    private readonly say: Say,
  ) {}

  async deliver({ file, arrived }: Parcel): Promise<void> {
    const { run } = this.todo;
    const { progress, publishing } = run;
    if (progress.records >= arrived.records && progress.deletes >= arrived.deletes && hasArrived(run.progress)) return;
    if (publishing === null || !isPartOf(publishing, file.name, run.id)) await this.send(file);
    else if (await this.delivery.isWaiting(file, publishing)) await this.delivery.publish(file, publishing);
    if (!(await noteProgress(this.database, run.id, this.turn, arrived))) throw superseded();
    this.say(`Delivered ${file.name}: ${formatBytes(file.bytes)}, SHA-256 ${file.sha256}`);
  }

  private async send(file: UploadedFile): Promise<void> {
    const { id } = this.todo.run;
    // What earlier attempts have left is of no use; one that is still at it fails.
    for (const part of partsBefore(this.turn, file.name, id)) await this.delivery.discard(part);
    const part = partOf(file.name, id, this.turn);
    await this.delivery.upload(file, part);
    if (!(await notePublishing(this.database, id, this.turn, part))) {
      await this.delivery.discard(part);
      throw superseded();
    }
    await this.delivery.publish(file, part);
  }
}

function hasArrived({ records, deletes }: Progress): boolean {
  return records > 0 || deletes > 0;
}

function superseded(): IntegratorError {
  return new IntegratorError('superseded', 'A later attempt delivers the file, or the run has ended.');
}

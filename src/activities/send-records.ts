import { cancellationSignal } from '@temporalio/activity';

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import { readExport, type ExportToDo } from './read-run.js';
import { requireArmed } from './require-armed.js';
import { runStep } from './run-step.js';
import { Sending } from './sending.js';
import { openHttpEndpoint, type HttpEndpoint } from '../connections/http/http-endpoint.js';
import { IntegratorError } from '../model/errors.js';
import { isFileTarget, type RecordsTarget } from '../model/export-target.js';
import { takeNextTurn } from '../store/collected.js';

/**
 * Sends the records of an export, some at a time, then the keys of those that are gone. What the endpoint refuses of
 * them becomes rejects. Done again, it goes on behind what was answered.
 */
export const sendRecords =
  (dependencies: Dependencies) =>
  async (id: string): Promise<void> => {
    const { database, files } = dependencies;
    const reached = { records: 0 };
    await runStep(database, { run: id, step: 'send', progress: reached }, async (say) => {
      const turn = await takeNextTurn(database, id);
      const todo = await readExport(database, id);
      const { collected, progress } = todo.run;
      const { target } = todo.definition;
      if (turn === undefined || collected === null || isFileTarget(target)) {
        throw new IntegratorError('superseded', 'A later attempt sends the records, or the run has ended.');
      }
      await requireArmed(dependencies, todo.site, target.connection);
      const endpoint = openEndpoint(dependencies, todo, target);
      const sending = new Sending({
        database,
        run: id,
        turn,
        endpoint,
        target,
        progress,
        reached,
        signal: cancellationSignal(),
      });
      try {
        await sending.sendRecords(files.read(collected.content.sha256));
        if (collected.deleted !== undefined) await sending.sendDeletes(files.read(collected.deleted.sha256));
        say(`Sent ${collected.sent} records and ${collected.deletes} deletions; ${sending.refused} were refused`);
      } finally {
        await endpoint.close();
      }
    });
  };

function openEndpoint({ resolveSecret }: Dependencies, { site }: ExportToDo, target: RecordsTarget): HttpEndpoint {
  const connection = connectionOf(site, target.connection);
  if (connection?.kind === 'http') return openHttpEndpoint(connection, resolveSecret);
  const message = `The target of this run is ${target.connection}, which is not an http connection of site ${site.site}. Add it to the site, or correct target.connection.`;
  throw new IntegratorError('connection-invalid', message);
}

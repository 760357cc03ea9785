import { cancellationSignal } from '@temporalio/activity';

import type { Dependencies } from './dependencies.js';
import { openSource, tellsDeletes } from './export-task.js';
import { withHeartbeat } from './heartbeat.js';
import { IntegratorError } from '../model/errors.js';
import { resolveParameters } from '../model/parameters.js';
import { ChangeDetector } from '../records/changes/change-detector.js';
import { sourceRows } from '../records/changes/source-rows.js';
import { integrations } from '../store/integrations.js';
import { findSentState } from '../store/sent-states.js';
import { findSite } from '../store/sites.js';

/** What Send Changed would send now. */
export interface PendingRecords {
  /** New or changed since they were acknowledged, or refused then. */
  records: number;
  /** Gone since; none where the target is not told. */
  deletes: number;
  /** Records of the source, those that are unchanged too. */
  read: number;
}

/**
 * Counts the records of an export that differ from what was acknowledged. Parameters have their defaults.
 *
 * @throws IntegratorError `invalid-request` for an import, or an export without a key; `parameter-invalid`.
 */
export const countPending =
  (dependencies: Dependencies) =>
  async (site: string, integration: string): Promise<PendingRecords> => {
    const { database, files } = dependencies;
    const stored = await findSite(database, site);
    const definition = (await integrations.find(database, site, integration))?.definition;
    if (stored === undefined || definition === undefined) {
      throw new IntegratorError('integration-not-found', `Site ${site} has no integration ${integration}.`);
    }
    if (definition.direction !== 'export' || definition.primaryKey.length === 0) {
      const message = `What is pending can be told of exports with a primaryKey; ${integration} is none.`;
      throw new IntegratorError('invalid-request', message);
    }
    const parameters = resolveParameters(definition.parameters, {});
    const task = { site, integration };
    return withHeartbeat(undefined, async () => {
      const base = await findSentState(database, site, integration);
      const source = await openSource(dependencies, { definition, site: stored }, { run: 'pending', parameters });
      try {
        // Where its file is not here, as when a backup was restored, a run would send all.
        const isKnown = base !== undefined && (await files.states.has(task, base.run));
        const known = isKnown ? files.states.read(task, base.run) : undefined;
        const detector = new ChangeDetector(known, 'changed', () => undefined);
        const copied = source.read('fields', cancellationSignal());
        for await (const rows of sourceRows(copied)) await detector.compare(rows, () => undefined);
        await detector.finish();
        const { read, inserted, updated, gone } = detector.counts;
        return { read, records: inserted + updated, deletes: tellsDeletes(definition.target) ? gone : 0 };
      } finally {
        await source.close();
      }
    });
  };

import { CorrectedFile } from './corrected-file.js';
import type { Resubmission } from './read-resubmission.js';
import type { ApiDependencies } from '../dependencies.js';
import type { RunDraft, RunIdentity } from '../request-run.js';
import { requireImportVersion } from '../require.js';
import { IntegratorError } from '../../model/errors.js';
import { resubmitName } from '../../model/resubmit-name.js';
import { sourceFormat } from '../../model/source-format.js';
import { describeColumns } from '../../records/rejects-csv-columns.js';
import type { Database } from '../../store/database.js';
import { saveCorrections } from '../../store/reject-answers.js';
import { listRunNames, type StoredRun } from '../../store/runs.js';

/** A run whose rejects can be sent again. */
export type RunWithRejects = StoredRun & { header: string[]; fileName: string };

/** Makes the run that sends rejects again: its file, and the note of which reject each record corrects. */
export async function draftResubmission(
  { database, files }: Pick<ApiDependencies, 'database' | 'files'>,
  parent: RunWithRejects,
  resubmission: Resubmission,
  identity: RunIdentity,
): Promise<Omit<RunDraft, 'requestedBy'>> {
  const columns = describeColumns(parent.header, await requireImportVersion(database, parent));
  const corrected = new CorrectedFile(database, parent.id, columns, resubmission);
  // No larger than the file the rejects came from, so to speak: its size needs no other limit.
  const stored = await files.keep(corrected.content(), Number.MAX_SAFE_INTEGER);
  await saveCorrections(database, identity, corrected.answers);
  return {
    integration: parent.integration,
    definitionVersion: parent.definitionVersion,
    name: resubmission.name ?? (await freeName(database, parent)),
    file: { name: sourceFormat(parent.fileName).plainName, ...stored },
    externalFiles: parent.externalFiles,
    parameters: parent.parameters,
    exclude: Object.keys(parent.exclusions),
    resubmits: { run: parent.id, overwrite: resubmission.overwrite },
    trigger: 'resubmit',
  };
}

async function freeName(database: Database, { site, name }: StoredRun): Promise<string> {
  const taken = await listRunNames(
    database,
    site,
    resubmitName(name, () => false),
  );
  return resubmitName(name, (one) => taken.has(one));
}

/** @throws IntegratorError `correction-invalid` for a run of whose records none was applied, or that refused none. */
export function requireRejects(run: StoredRun): RunWithRejects {
  const { name, status, dryRun, header, fileName } = run;
  if (status === 'Failed' || status === 'Not Run' || dryRun) {
    const what = dryRun ? 'was a dry run' : `is ${status}`;
    const message = `The run ${name} ${what}: nothing of its file was applied. Correct the file, and run again.`;
    throw new IntegratorError('correction-invalid', message);
  }
  if (header !== null && fileName !== null) return { ...run, header, fileName };
  throw new IntegratorError('correction-invalid', `The run ${name} has no rejects that could be sent again.`);
}

import { Readable } from 'node:stream';

import { CorrectedFile } from './corrected-file.js';
import type { RunWithRejects } from './draft-resubmission.js';
import type { Resubmission } from './read-resubmission.js';
import type { ApiDependencies } from '../dependencies.js';
import { requireImportVersion } from '../require.js';
import type { RejectReason } from '../../model/reject.js';
import type { UploadedFile } from '../../model/run-request.js';
import { sourceFormat } from '../../model/source-format.js';
import { checkRecords } from '../../records/check-records.js';
import { describeColumns } from '../../records/rejects-csv-columns.js';
import type { FileStore } from '../../store/file-store.js';

/** The largest external file that is looked into while somebody types, in bytes. */
const MOST_LOOKED_INTO = 1024 ** 2;

/** What the checks of the import say of corrected records. */
export interface CheckedCorrections {
  /** By record of the run whose rejects they are, in its order; one without reasons is good. */
  items: { record: number; reasons: readonly RejectReason[] }[];
  /** Fields whose values nobody looked up. */
  notChecked: string[];
}

/**
 * Checks corrections as the run would that they are sent with, which is not made: the same file is, and read with the
 * same checks; its target is not asked.
 *
 * @throws IntegratorError where nothing would be sent: as `CorrectedFile` does.
 */
export async function checkCorrections(
  { database, files }: Pick<ApiDependencies, 'database' | 'files'>,
  parent: RunWithRejects,
  resubmission: Resubmission,
): Promise<CheckedCorrections> {
  const definition = await requireImportVersion(database, parent);
  const corrected = new CorrectedFile(database, parent.id, describeColumns(parent.header, definition), resubmission);
  const pieces: Buffer[] = [];
  // To its end first, where it refuses what could not be sent at all.
  for await (const piece of corrected.content()) pieces.push(piece);
  const { reasons, notChecked } = await checkRecords(Readable.from(pieces), {
    definition,
    parameters: parent.parameters,
    exclusions: parent.exclusions,
    externalFiles: await openExternalFiles(files, parent.externalFiles),
  });
  const items = corrected.answers.map(({ record, rejectedRecord }) => ({
    record: rejectedRecord,
    reasons: reasons.get(record) ?? [],
  }));
  return { items, notChecked };
}

async function openExternalFiles(
  files: FileStore,
  externalFiles: Readonly<Record<string, UploadedFile>>,
): Promise<Map<string, (() => AsyncIterable<Buffer>) | undefined>> {
  const opened = Object.entries(externalFiles).map(async ([name, file]) => {
    const isAtHand = isQuickToRead(file) && (await files.has(file.sha256));
    return [name, isAtHand ? () => files.read(file.sha256) : undefined] as const;
  });
  return new Map(await Promise.all(opened));
}

/** What was encrypted or zipped is opened for a run, and gone with it. */
function isQuickToRead({ name, bytes }: UploadedFile): boolean {
  const { encrypted, zipped } = sourceFormat(name);
  return !encrypted && !zipped && bytes <= MOST_LOOKED_INTO;
}

import type { PostgresLoad, StagedRecord } from '../connections/postgres/postgres-load.js';
import { IntegratorError } from '../model/errors.js';
import type { Integration } from '../model/integration.js';
import { exceedsRejectLimit } from '../model/reject-limit.js';
import type { Reject } from '../model/reject.js';
import { countsAddUp } from '../model/run-counts.js';
import type { RunCounts } from '../model/run.js';
import type { CheckedRecord } from '../records/compile-schema.js';
import type { CsvFile, RecordBlock } from '../records/csv-file.js';
import type { Database } from '../store/database.js';
import { saveRejects } from '../store/rejects.js';

interface LoadingOptions {
  database: Database;
  run: string;
  definition: Integration;
  file: CsvFile;
  /** Opens the file once more, from its beginning. */
  read: () => Promise<CsvFile>;
  check: (fields: string[]) => CheckedRecord;
  target: PostgresLoad;
  progress: Progress;
}

/** How far a load has come; it goes with its heartbeats. */
export interface Progress {
  read: number;
  rejected: number;
  bytesRead: number;
}

/** One attempt to bring the records of a file into its target, with the account of where each record went. */
export class LoadingRecords {
  constructor(private readonly options: LoadingOptions) {}

  /**
   * @throws IntegratorError a refusal of the whole file (`file-…`, `too-many-rejects`, `replace-with-rejects`) or of
   * the target (`target-…`); nothing is applied then.
   */
  async finish(): Promise<RunCounts> {
    const { file, target, progress } = this.options;
    for await (const block of file.blocks) await this.take(block);
    await this.rejectConflicts();
    this.refuseTooManyRejects();
    return target.apply(({ inserted, updated, deleted }, staged) => {
      const applied = inserted + updated;
      const counts: RunCounts = {
        read: progress.read,
        applied,
        inserted,
        updated,
        deleted,
        unchanged: staged - applied,
        rejected: progress.rejected,
        excluded: 0,
      };
      return this.audited(counts);
    });
  }

  private async take(block: RecordBlock): Promise<void> {
    const rejects = [...block.rejects];
    const staged: StagedRecord[] = [];
    for (const record of block.records) {
      const { values, reasons } = this.options.check(record.fields);
      const { number, line, byteOffset } = record;
      if (reasons.length === 0) staged.push({ number, line, byteOffset, values });
      else rejects.push({ record: number, line, byteOffset, raw: block.raw(record), reasons: [...reasons] });
    }
    this.options.progress.read += block.records.length + block.rejects.length;
    this.options.progress.bytesRead = block.bytesRead;
    await this.reject(rejects);
    if (staged.length > 0) await this.options.target.stage(staged);
  }

  /** Rejects are kept before the target commits, so that no committed run lacks one. */
  private async reject(rejects: Reject[]): Promise<void> {
    this.options.progress.rejected += rejects.length;
    const { maxRejects } = this.options.definition.limits;
    if (rejects.length > 0) {
      await saveRejects(this.options.database, this.options.run, rejects);
      await this.options.target.stayAwake();
    }
    // A share can only be judged at the end; a number is past its limit for good.
    if (typeof maxRejects === 'number') this.refuseTooManyRejects();
  }

  /** What the staging found about keys is told with the text of the record, for which the file is read once more. */
  private async rejectConflicts(): Promise<void> {
    const conflicts = new Map((await this.options.target.settle()).map(({ record, reason }) => [record, reason]));
    if (conflicts.size === 0) return;
    const file = await this.options.read();
    for await (const block of file.blocks) {
      const rejects = block.records.flatMap((record): Reject[] => {
        const reason = conflicts.get(record.number);
        if (reason === undefined) return [];
        const { number, line, byteOffset } = record;
        return [{ record: number, line, byteOffset, raw: block.raw(record), reasons: [reason] }];
      });
      await this.reject(rejects);
    }
  }

  private refuseTooManyRejects(): void {
    const { limits, target } = this.options.definition;
    const { read, rejected } = this.options.progress;
    if (exceedsRejectLimit(limits.maxRejects, rejected, read)) {
      const message = `${rejected} of ${read} records were refused; the limit (maxRejects) is ${String(limits.maxRejects)}. Nothing was applied.`;
      throw new IntegratorError('too-many-rejects', message, { rejected, read });
    }
    if (target.mode === 'replace' && rejected > 0) {
      const message = `${rejected} of ${read} records were refused, and replace would delete what they stand for. Nothing was applied; correct the file, or use upsert.`;
      throw new IntegratorError('replace-with-rejects', message, { rejected, read });
    }
  }

  private audited(counts: RunCounts): RunCounts {
    const insertedAll = this.options.definition.target.mode !== 'insert' || counts.unchanged === 0;
    if (countsAddUp(counts) && insertedAll) return counts;
    const message = `The counts of this load do not add up (${JSON.stringify(counts)}). Nothing was applied.`;
    throw new IntegratorError('counts-differ', message, { counts });
  }
}

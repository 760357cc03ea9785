import type { Guards } from './guards.js';
import type { RejectAccount } from './reject-account.js';
import type { LoadRules } from './load-rules.js';
import type { Reached } from './note-progress.js';
import type { Say } from './run-step.js';
import type { Applied, PostgresLoad } from '../connections/postgres/postgres-load.js';
import type { RecordRefusal } from '../connections/postgres/record-refusal.js';
import type { StagedRecord } from '../connections/postgres/staging.js';
import { IntegratorError } from '../model/errors.js';
import { countsAddUp } from '../model/run-counts.js';
import type { RunCounts } from '../model/run.js';
import type { CsvFile, RecordBlock } from '../records/csv-file.js';
import type { NewReject } from '../store/rejects.js';

interface LoadingOptions {
  file: CsvFile;
  /** Opens the file once more, from its beginning. */
  reread: () => Promise<CsvFile>;
  rules: LoadRules;
  rejects: RejectAccount;
  guards: Guards;
  target: PostgresLoad;
  /** What the last runs have read on average, where that is a measure. */
  meanRecordCount: number | undefined;
  progress: Progress;
  say: Say;
  /** Ends it between two blocks: what is read ahead of a session that has ended would keep a halt waiting. */
  signal: AbortSignal;
}

/** How far a load has come: of the records read, how many were refused or excluded. */
export interface Progress extends Reached {
  rejected: number;
  excluded: number;
}

/** One attempt to bring the records of a file into its target, with the account of where each record went. */
export class LoadingRecords {
  constructor(private readonly options: LoadingOptions) {}

  /**
   * Reads, checks, stages, and writes; the caller commits. It tells the counts, and what was refused by the writing.
   *
   * @throws IntegratorError a refusal of the whole file (`file-…`, `too-many-…`, `unusual-record-count`,
   * `replace-with-rejects`) or of the target (`target-…`); nothing is applied then.
   */
  async write(): Promise<{ counts: RunCounts; refusals: RecordRefusal[] }> {
    const { file, target, progress, guards, rejects, say } = this.options;
    for await (const block of file.blocks) await this.take(block);
    this.refuseRecordCount();
    const { refusals, overtaken } = await target.settle();
    guards.refuseRejects(progress.rejected + refusals.length, progress.records);
    say(
      `Read and checked ${describe(progress.records)}: ${number(progress.rejected)} refused, ${number(progress.excluded)} excluded`,
    );
    const before = guards.judgesDeletes ? await target.countRecords() : 0;
    const applied = await target.write();
    guards.refuseDeletes(applied.deleted, before);
    const refused = [...refusals, ...applied.refusals];
    await this.rejectRefused(refused);
    guards.refuseRejects(progress.rejected, progress.records);
    await rejects.noteAnswers();
    if (overtaken > 0) say(`${describe(overtaken)} have a later one with the same key`);
    return { counts: this.audited(applied, overtaken), refusals: applied.refusals };
  }

  private async take(block: RecordBlock): Promise<void> {
    const { rules, rejects, target, progress, guards, signal } = this.options;
    signal.throwIfAborted();
    const refused: NewReject[] = block.rejects.map((reject) => ({ ...reject, fields: null, key: null }));
    const staged: StagedRecord[] = [];
    for (const record of block.records) {
      const { number, line, byteOffset, fields } = record;
      const { values, reasons } = rules.check(fields);
      if (rules.excludes?.(values) === true) {
        progress.excluded += 1;
        continue;
      }
      rejects.noteKey(number, values);
      const overtaken = rejects.overtakenBy(number);
      if (reasons.length > 0 || overtaken !== undefined) {
        const all = overtaken === undefined ? [...reasons] : [...reasons, overtaken];
        refused.push({
          record: number,
          line,
          byteOffset,
          raw: block.raw(record),
          reasons: all,
          fields,
          key: rules.keyOf(values),
        });
        continue;
      }
      staged.push({ number, line, byteOffset, values });
    }
    progress.records += block.records.length + block.rejects.length;
    await this.reject(refused);
    await rejects.noteSomeAnswers();
    if (staged.length === 0) return;
    await target.stage(staged);
    // What the target's columns refuse is kept at the end of the file; that there is too much of it is known before.
    guards.refuseRejectsSoFar(progress.rejected + target.refused, progress.records);
  }

  /**
   * Rejects are kept before the target commits, so that no committed run lacks one. Where it is known how many are still
   * `toCome`, a limit counts them as well.
   */
  private async reject(refused: readonly NewReject[], toCome = 0): Promise<void> {
    if (refused.length === 0) return;
    const { rejects, progress, guards } = this.options;
    progress.rejected += refused.length;
    await rejects.keep(refused);
    guards.refuseRejectsSoFar(progress.rejected + toCome, progress.records);
  }

  /** What the target refused is told with the text of the record, for which the file is read once more. */
  private async rejectRefused(refusals: readonly RecordRefusal[]): Promise<void> {
    if (refusals.length === 0) return;
    const { reread, rules, say, signal } = this.options;
    say(`The target, or a rule about keys, refused ${describe(refusals.length)}`);
    const reasons = new Map(refusals.map(({ record, reason }) => [record, reason]));
    let toCome = refusals.length;
    const file = await reread();
    for await (const block of file.blocks) {
      signal.throwIfAborted();
      const refused = block.records.flatMap((record): NewReject[] => {
        const reason = reasons.get(record.number);
        if (reason === undefined) return [];
        const { number, line, byteOffset, fields } = record;
        const key = rules.keyOf(rules.check(fields).values);
        return [{ record: number, line, byteOffset, raw: block.raw(record), reasons: [reason], fields, key }];
      });
      toCome -= refused.length;
      await this.reject(refused, toCome);
    }
  }

  private refuseRecordCount(): void {
    const { guards, meanRecordCount, progress } = this.options;
    const guard = guards.recordCount;
    if (guard !== undefined && meanRecordCount !== undefined) {
      guards.refuseRecordCount(progress.records, guard, meanRecordCount);
    }
  }

  private audited({ inserted, updated, deleted, taken }: Applied, overtaken: number): RunCounts {
    const { records: read, rejected, excluded } = this.options.progress;
    const applied = inserted + updated;
    const unchanged = taken - applied + overtaken;
    const counts: RunCounts = { read, applied, inserted, updated, deleted, unchanged, rejected, excluded };
    if (countsAddUp(counts) && unchanged >= 0) return counts;
    const message = `The counts of this load do not add up (${JSON.stringify(counts)}). Nothing was applied.`;
    throw new IntegratorError('counts-differ', message, { counts });
  }
}

function describe(records: number): string {
  return `${number(records)} ${records === 1 ? 'record' : 'records'}`;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}

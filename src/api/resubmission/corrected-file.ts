import type { Resubmission } from './read-resubmission.js';
import { CorrectionIssues } from '../../model/correction-issues.js';
import type { Correction } from '../../model/correction.js';
import type { FileColumn } from '../../records/rejects-csv-columns.js';
import { writeCsv } from '../../records/write-csv.js';
import type { Database } from '../../store/database.js';
import type { RejectAnswer } from '../../store/reject-answers.js';
import { listRejects, type StoredReject } from '../../store/rejects.js';
import { nameRuns } from '../../store/runs.js';

/** How many rejects are in memory at once. */
const PAGE = 1000;

/** Rejects of a run, corrected and written as a file of their own, with the account of which record answers which. */
export class CorrectedFile {
  /** What its records stand for; complete when `content` has come to its end. */
  readonly answers: RejectAnswer[] = [];

  private readonly missing = new CorrectionIssues('reject-not-found', 'Send only records that the run has refused.');
  private readonly invalid = new CorrectionIssues('correction-invalid', 'Complete them, or leave them out.');
  private readonly resolved = new CorrectionIssues('reject-resolved', 'Leave them out.');
  private readonly overtaken = new CorrectionIssues(
    'key-loaded-later',
    'Leave them out, or say overwrite: true to put the corrections in the place of what was loaded.',
  );

  constructor(
    private readonly database: Database,
    private readonly run: string,
    private readonly columns: readonly Omit<FileColumn, 'isNumeric'>[],
    private readonly resubmission: Pick<Resubmission, 'corrections' | 'overwrite'>,
  ) {}

  /**
   * The file as UTF-8 CSV, its records in the order of the run's file.
   *
   * @throws IntegratorError at its end, naming the first 20 records at fault: `reject-not-found`, `correction-invalid`,
   *   `reject-resolved`, `key-loaded-later`.
   */
  async *content(): AsyncGenerator<Buffer> {
    yield Buffer.from(writeCsv([this.columns.map(({ name }) => name)]));
    for await (const { rejects, corrections } of this.pages()) {
      await this.refuseSettled(rejects, corrections);
      yield Buffer.from(writeCsv(rejects.map((reject) => this.correct(reject, corrections.get(reject.record)))));
    }
    for (const issues of [this.missing, this.invalid, this.resolved, this.overtaken]) issues.refuse();
    if (this.answers.length > 0) return;
    this.invalid.add('records', 'there is nothing to send: every reject of the run is resolved, or none is named');
    this.invalid.refuse();
  }

  /** The rejects that are to be sent, in the order of their records. */
  private async *pages(): AsyncGenerator<{ rejects: StoredReject[]; corrections: Map<number, Correction> }> {
    const { corrections } = this.resubmission;
    if (corrections === 'all') {
      yield* this.pagesOfAll();
      return;
    }
    const inOrder = corrections.toSorted((one, other) => one.record - other.record);
    for (let start = 0; start < inOrder.length; start += PAGE) {
      const asked = new Map(inOrder.slice(start, start + PAGE).map((one) => [one.record, one]));
      const records = [...asked.keys()];
      const rejects = await listRejects(this.database, this.run, { records, after: 0, limit: PAGE });
      const found = new Set(rejects.map(({ record }) => record));
      for (const { record, place } of asked.values()) {
        if (!found.has(record)) this.missing.add(place, `the run has not refused record ${record}`);
      }
      yield { rejects, corrections: asked };
    }
  }

  private async *pagesOfAll(): AsyncGenerator<{ rejects: StoredReject[]; corrections: Map<number, Correction> }> {
    let after = 0;
    for (;;) {
      const rejects = await listRejects(this.database, this.run, { resolved: false, after, limit: PAGE });
      const last = rejects.at(-1);
      if (last === undefined) return;
      yield { rejects, corrections: new Map() };
      after = last.record;
    }
  }

  /** Notes the rejects that may not be sent because of what other runs have done. */
  private async refuseSettled(
    rejects: readonly StoredReject[],
    corrections: ReadonlyMap<number, Correction>,
  ): Promise<void> {
    const others = rejects.flatMap(({ resolvedBy, underWayIn, supersededBy }) => [
      resolvedBy,
      underWayIn,
      supersededBy,
    ]);
    const names = await nameRuns(
      this.database,
      others.filter((run) => run !== null),
    );
    const nameOf = (run: string): string => names.get(run) ?? run;
    for (const { record, resolvedBy, underWayIn, supersededBy } of rejects) {
      const place = corrections.get(record)?.place ?? `record ${record}`;
      if (resolvedBy !== null) {
        this.resolved.add(place, `record ${record} was resolved by the run ${nameOf(resolvedBy)}`);
      } else if (underWayIn !== null) {
        this.resolved.add(place, `the correction of record ${record} is on its way in the run ${nameOf(underWayIn)}`);
      } else if (supersededBy !== null && !this.resubmission.overwrite) {
        const by = nameOf(supersededBy);
        this.overtaken.add(place, `the later run ${by} has brought the key of record ${record} again`);
      }
    }
  }

  /** The texts of a reject as they are now; notes which record of the new file they become. */
  private correct({ record, fields }: StoredReject, correction: Correction | undefined): string[] {
    this.answers.push({ record: this.answers.length + 1, rejectedRun: this.run, rejectedRecord: record });
    const given = this.columns.map(({ name }) => correction?.values.get(name));
    const isWhole = given.every((text) => text !== undefined) && given.some((text) => (text ?? '') !== '');
    if (fields === null && !isWhole) {
      const place = correction?.place ?? `record ${record}`;
      const message = `the line of record ${record} could not be read: give a value to each column (${this.columns.map(({ name }) => name).join(', ')})`;
      this.invalid.add(place, message);
    }
    return this.columns.map(({ noValue }, position) => {
      const text = given[position];
      return text === undefined ? (fields?.[position] ?? '') : (text ?? noValue);
    });
  }
}

import type { LoadRules } from './load-rules.js';
import { IntegratorError } from '../model/errors.js';
import type { RejectReason } from '../model/reject.js';
import type { Database } from '../store/database.js';
import {
  listOpenRejects,
  listOvertakenCorrections,
  saveAnswers,
  type OpenReject,
  type RejectAnswer,
} from '../store/reject-answers.js';
import { saveRejects, takeTurn, type NewReject } from '../store/rejects.js';
import { noteHeader, type StoredRun } from '../store/runs.js';

/** The rejects of a load, and the rejects of earlier loads that its records answer (seed: Transaction Assistant). */
export class RejectAccount {
  private readonly answers: RejectAnswer[] = [];
  private hasHeader = false;

  private constructor(
    private readonly database: Database,
    private readonly run: StoredRun,
    private readonly rules: LoadRules,
    private readonly header: readonly string[],
    private readonly attempt: number,
    private readonly open: ReadonlyMap<string, readonly OpenReject[]>,
    private readonly overtaken: ReadonlyMap<number, RejectReason>,
  ) {}

  /**
   * @param attempt counted from 1; one before this may have kept rejects.
   * @param header the names of the file's columns.
   * @throws IntegratorError `superseded` when it is not the turn of this attempt.
   */
  static async begin(
    database: Database,
    run: StoredRun,
    { rules, header, attempt }: { rules: LoadRules; header: readonly string[]; attempt: number },
  ): Promise<RejectAccount> {
    if (attempt > 1 && !(await takeTurn(database, run.id, attempt))) {
      throw new IntegratorError('superseded', `Attempt ${attempt} of this load was taken over; it refuses nothing.`);
    }
    const open = new Map<string, OpenReject[]>();
    for (const reject of run.dryRun ? [] : await listOpenRejects(database, run)) {
      open.set(reject.key, [...(open.get(reject.key) ?? []), reject]);
    }
    const asked = run.resubmits === null || run.overwrites;
    const overtaken = asked ? [] : await listOvertakenCorrections(database, run.id);
    const reasons = overtaken.map(({ record, by }) => [record, loadedLater(by)] as const);
    return new RejectAccount(database, run, rules, header, attempt, open, new Map(reasons));
  }

  /** Why a correction may not be applied: a later run has loaded its key, and nobody said that it may be overwritten. */
  overtakenBy(record: number): RejectReason | undefined {
    return this.overtaken.get(record);
  }

  /** Notes that a record brings the key of rejects that are open. */
  noteKey(record: number, values: readonly (string | null)[]): void {
    if (this.open.size === 0) return;
    for (const reject of this.open.get(this.rules.keyOf(values) ?? '') ?? []) {
      this.answers.push({ record, rejectedRun: reject.run, rejectedRecord: reject.record });
    }
  }

  async keep(rejects: readonly NewReject[]): Promise<void> {
    // What the texts of the rejects are called.
    if (!this.hasHeader) await noteHeader(this.database, this.run.id, this.header);
    this.hasHeader = true;
    await saveRejects(this.database, this.run.id, this.attempt, rejects);
  }

  /** Writes down, before the target commits, which rejects this run answers. */
  async noteAnswers(): Promise<void> {
    await saveAnswers(this.database, this.run.id, this.answers, { isCorrection: false });
  }
}

function loadedLater(run: string): RejectReason {
  return { code: 'key-loaded-later', message: `the later run ${run} has loaded this key; resubmit with overwrite` };
}

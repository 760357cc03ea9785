import type { LoadRules } from './load-rules.js';
import { IntegratorError } from '../model/errors.js';
import type { RejectReason } from '../model/reject.js';
import type { Database } from '../store/database.js';
import { hasOpenRejects, listOvertakenCorrections, saveKeysBrought, type BroughtKey } from '../store/reject-answers.js';
import { saveRejects, takeTurn, type NewReject } from '../store/rejects.js';
import { noteHeader, type StoredRun } from '../store/runs.js';

/** So many keys are looked up at once: few turns, and little to hold. */
const KEYS_AT_ONCE = 20_000;

/** The rejects of a load, and the rejects of earlier loads that its records answer (seed: Transaction Assistant). */
export class RejectAccount {
  private brought: BroughtKey[] = [];
  private hasHeader = false;

  private constructor(
    private readonly database: Database,
    private readonly run: StoredRun,
    private readonly rules: LoadRules,
    private readonly header: readonly string[],
    private readonly attempt: number,
    private readonly looksForKeys: boolean,
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
    const looksForKeys = !run.dryRun && (await hasOpenRejects(database, run));
    const asked = run.resubmits === null || run.overwrites;
    const overtaken = asked ? [] : await listOvertakenCorrections(database, run.id);
    const reasons = overtaken.map(({ record, by }) => [record, loadedLater(by)] as const);
    return new RejectAccount(database, run, rules, header, attempt, looksForKeys, new Map(reasons));
  }

  /** Why a correction may not be applied: a later run has brought its key again, and nobody said that it may be overwritten. */
  overtakenBy(record: number): RejectReason | undefined {
    return this.overtaken.get(record);
  }

  /** Notes the key a record brings, whether it is refused or not: it may be that of a reject that is open. */
  noteKey(record: number, values: readonly (string | null)[]): void {
    if (!this.looksForKeys) return;
    const key = this.rules.keyOf(values);
    if (key !== null) this.brought.push({ record, key });
  }

  /** Writes down which rejects the keys answer, once there are many. */
  async noteSomeAnswers(): Promise<void> {
    if (this.brought.length >= KEYS_AT_ONCE) await this.noteAnswers();
  }

  async keep(rejects: readonly NewReject[]): Promise<void> {
    // What the texts of the rejects are called.
    if (!this.hasHeader) await noteHeader(this.database, this.run.id, this.header);
    this.hasHeader = true;
    await saveRejects(this.database, this.run.id, this.attempt, rejects);
  }

  /** Writes down which rejects the keys answer; all of them, before the target commits. */
  async noteAnswers(): Promise<void> {
    const { brought } = this;
    this.brought = [];
    await saveKeysBrought(this.database, this.run, brought);
  }
}

function loadedLater(run: string): RejectReason {
  return {
    code: 'key-loaded-later',
    message: `the later run ${run} has brought this key again; resubmit with overwrite`,
  };
}

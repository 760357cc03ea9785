import { IntegratorError } from '../model/errors.js';
import { shareOf, type Guard, type RecordCountGuard } from '../model/guard.js';
import type { LoadMode } from '../model/import-integration.js';
import { exceedsLimit, type RecordLimit } from '../model/record-limit.js';

const LIFT = (guard: Guard) => `Nothing was applied. Correct the file, or run again with the guard ${guard} lifted.`;

/** The limits that are guards. */
interface GuardedLimits {
  maxRejects?: RecordLimit | undefined;
  maxDeletes?: RecordLimit | undefined;
  recordCount?: RecordCountGuard | undefined;
}

/** What holds a whole load back before anything is written for others to see; a run may have some lifted. */
export class Guards {
  constructor(
    private readonly limits: GuardedLimits,
    private readonly lifted: readonly Guard[],
    private readonly mode?: LoadMode,
  ) {}

  /** The limit of rejects that is known before the end of the file: a number. A share is judged at the end. */
  refuseRejectsSoFar(rejected: number, read: number): void {
    if (typeof this.limits.maxRejects === 'number') this.refuseRejects(rejected, read);
  }

  /** @throws IntegratorError `too-many-rejects`, `replace-with-rejects`. */
  refuseRejects(rejected: number, read: number): void {
    const { maxRejects } = this.limits;
    if (!this.lifted.includes('maxRejects') && exceedsLimit(maxRejects, rejected, read)) {
      const message = `${rejected} of ${read} records were refused; the limit (maxRejects) is ${String(maxRejects)}. ${LIFT('maxRejects')}`;
      throw new IntegratorError('too-many-rejects', message, { rejected, read });
    }
    if (this.mode === 'replace' && rejected > 0) {
      const message = `${rejected} of ${read} records were refused, and replace would delete what they stand for. Nothing was applied; correct the file, or use upsert.`;
      throw new IntegratorError('replace-with-rejects', message, { rejected, read });
    }
  }

  /** Whether it must be known how many records the target has. */
  get judgesDeletes(): boolean {
    return this.limits.maxDeletes !== undefined && !this.lifted.includes('maxDeletes');
  }

  /** @throws IntegratorError `too-many-deletes`. */
  refuseDeletes(deleted: number, before: number): void {
    const { maxDeletes } = this.limits;
    if (!this.judgesDeletes || !exceedsLimit(maxDeletes, deleted, before)) return;
    const message = `${deleted} of the ${before} records in the target would be deleted; the limit (maxDeletes) is ${String(maxDeletes)}. ${LIFT('maxDeletes')}`;
    throw new IntegratorError('too-many-deletes', message, { deleted, before });
  }

  /** The guard on the number of records, where it holds this run. */
  get recordCount(): RecordCountGuard | undefined {
    return this.lifted.includes('recordCount') ? undefined : this.limits.recordCount;
  }

  /** @throws IntegratorError `unusual-record-count`. */
  refuseRecordCount(read: number, { atLeast, atMost, ofLast }: RecordCountGuard, mean: number): void {
    const tooFew = atLeast !== undefined && read < shareOf(atLeast, mean);
    const tooMany = atMost !== undefined && read > shareOf(atMost, mean);
    if (!tooFew && !tooMany) return;
    const bound = tooFew ? `at least ${atLeast}` : `at most ${atMost ?? ''}`;
    const message = `The file has ${read} records; the last ${ofLast} runs had ${Math.round(mean)} on average, and recordCount wants ${bound} of that. ${LIFT('recordCount')}`;
    throw new IntegratorError('unusual-record-count', message, { read, mean });
  }
}

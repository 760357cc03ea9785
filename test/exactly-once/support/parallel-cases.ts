import type { CaseLane } from './case-lane.js';
import { isChosen, SEEDS } from './seeds.js';

/** What is done with the seeds: one, or all at once. */
export type Case<L extends CaseLane> = (lane: L, seeds: readonly number[]) => Promise<void>;

/** Cases that are declared one after the other, as mocha wants it, and run side by side, each in a lane that is free. */
export class ParallelCases<L extends CaseLane> {
  /** Each answers whether it went well. */
  private readonly waiting: ((lane: L) => Promise<boolean>)[] = [];
  private lanes: Promise<void>[] = [];
  private declared = 0;

  /**
   * @param startLane makes one of the lanes.
   * @param lanes at most so many. A case waits most of the time until Temporal takes a worker for dead.
   * @param atOnce so many cases share a lane.
   */
  constructor(
    private readonly startLane: () => Promise<L>,
    private readonly most: number,
    private readonly atOnce = 1,
  ) {}

  /** Declares a test of the case, with all seeds at once, a test for each, or with one of them, which is the next each time. */
  declare(title: string, seeds: 'at once' | 'one by one' | 'one in turn', work: Case<L>): void {
    if (!isChosen(title)) return;
    const next = SEEDS.slice(this.declared % SEEDS.length).slice(0, 1);
    this.declared += 1;
    const each = { 'at once': [SEEDS], 'one by one': SEEDS.map((seed) => [seed]), 'one in turn': [next] };
    for (const some of each[seeds]) {
      const done = this.enqueue((lane) => work(lane, some));
      // Its test tells of a failure, and may come to that later.
      done.catch(() => undefined);
      it(`${title} (${some.length > 1 ? 'seeds' : 'seed'} ${some.join(', ')})`, () => done);
    }
  }

  /** Begins; to be called before the tests. */
  begin(): void {
    this.lanes = Array.from({ length: Math.min(this.most, this.waiting.length) }, () => this.work());
  }

  /** Resolves when all is done and nothing is left. */
  async end(): Promise<void> {
    await Promise.all(this.lanes);
  }

  private enqueue(work: (lane: L) => Promise<void>): Promise<void> {
    return new Promise<void>((resolve) => {
      this.waiting.push((lane) => {
        const done = work(lane);
        resolve(done);
        return done.then(
          () => true,
          () => false,
        );
      });
    });
  }

  private async work(): Promise<void> {
    const lane = await this.startLane();
    try {
      await Promise.all(Array.from({ length: this.atOnce }, () => this.workIn(lane)));
    } finally {
      await lane.stop();
    }
  }

  private async workIn(lane: L): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      const wentWell = await next(lane);
      if (!wentWell && this.waiting.length > 0) await lane.renew();
    }
  }
}

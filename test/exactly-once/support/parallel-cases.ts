import { Lane } from './lane.js';
import { isChosen, SEEDS } from './seeds.js';

/** What is done with the seeds: one, or all at once. */
export type Case = (lane: Lane, seeds: readonly number[]) => Promise<void>;

/** Cases that are declared one after the other, as mocha wants it, and run side by side, each in a lane that is free. */
export class ParallelCases {
  /** Each answers whether it went well. */
  private readonly waiting: ((lane: Lane) => Promise<boolean>)[] = [];
  private lanes: Promise<void>[] = [];

  /** @param most that are under way at once. A case waits most of the time until Temporal takes a worker for dead. */
  constructor(private readonly most: number) {}

  /** Declares a test of the case, with all seeds at once or a test for each. */
  declare(title: string, seeds: 'at once' | 'one by one', work: Case): void {
    if (!isChosen(title)) return;
    for (const some of seeds === 'at once' ? [SEEDS] : SEEDS.map((seed) => [seed])) {
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

  private enqueue(work: (lane: Lane) => Promise<void>): Promise<void> {
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
    const lane = await Lane.start();
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        const wentWell = await next(lane);
        if (!wentWell && this.waiting.length > 0) await lane.renew();
      }
    } finally {
      await lane.stop();
    }
  }
}

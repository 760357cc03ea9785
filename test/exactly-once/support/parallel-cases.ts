import { Lane } from './lane.js';
import { isChosen, SEEDS } from './seeds.js';

export interface ParallelCasesOptions {
  /** How many are under way at once. Most of a case is waiting until Temporal takes a worker for dead. */
  lanes: number;
  /** With how many seeds each. */
  seeds: number;
}

/** What is done with a seed. */
export type Case = (lane: Lane, seed: number) => Promise<void>;

/** Cases that are declared one after the other, as mocha wants it, and run side by side, each in a lane that is free. */
export class ParallelCases {
  /** Each answers whether it went well. */
  private readonly waiting: ((lane: Lane) => Promise<boolean>)[] = [];
  private lanes: Promise<void>[] = [];

  constructor(private readonly options: ParallelCasesOptions) {}

  /** Declares a test of the case for each seed. */
  declare(title: string, work: Case): void {
    if (!isChosen(title)) return;
    for (const seed of SEEDS.slice(0, this.options.seeds)) {
      const done = this.enqueue((lane) => work(lane, seed));
      // Its test tells of a failure, and may come to that later.
      done.catch(() => undefined);
      it(`${title} (seed ${seed})`, () => done);
    }
  }

  /** Begins; to be called before the tests. */
  begin(): void {
    this.lanes = Array.from({ length: Math.min(this.options.lanes, this.waiting.length) }, () => this.work());
  }

  /** Resolves when all is done and nothing is left. */
  async end(): Promise<void> {
    await Promise.all(this.lanes);
  }

  private enqueue(work: (lane: Lane) => Promise<void>): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.waiting.push(async (lane) => {
        try {
          await work(lane);
          resolve();
          return true;
        } catch (error) {
          reject(error as Error);
          return false;
        }
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

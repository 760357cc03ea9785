import fc from 'fast-check';

import { startService, type TestService } from '../support/service.js';
import { INTEGRATIONS, TriedSite, type Step } from './support/tried-site.js';

/** How many sites are tried at once, and how often: 200 interleavings. */
const [SITES, TIMES] = [20, 10];

const ask = fc.record({
  integration: fc.constantFrom(...INTEGRATIONS),
  by: fc.constantFrom('api' as const, 'signal' as const),
});

/** A start or a stop, and requests that come at the same time. */
const step: fc.Arbitrary<Step> = fc.record({
  move: fc.oneof(
    { weight: 2, arbitrary: fc.constant('none' as const) },
    { weight: 3, arbitrary: fc.constantFrom('start, discard' as const, 'start, run' as const) },
    { weight: 2, arbitrary: fc.constantFrom('stop, halt' as const, 'stop, drain' as const) },
  ),
  asks: fc.array(ask, { maxLength: 2 }),
});

/** What each site goes through, and after how many steps of the first one the worker is replaced. */
const interleavings = fc.record({
  sites: fc.array(fc.array(step, { minLength: 3, maxLength: 5 }), { minLength: SITES, maxLength: SITES }),
  replaceWorkerAt: fc.nat({ max: 2 }),
});

describe('200 interleavings of starts, stops, requests and replaced workers', () => {
  let service: TestService;
  before(async () => {
    service = await startService();
    await service.target.query('create table things (id text primary key, name text)');
  });
  after(() => service.stop());

  async function replaceWorker(): Promise<void> {
    await service.worker.stop();
    service.worker = await service.startWorker();
  }

  it('lose no request, leave no run behind, and agree with a model of the site', async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(interleavings, async ({ sites, replaceWorkerAt }) => {
        const tried = sites.map((steps) => ({ steps, site: new TriedSite(service, 'things') }));
        await Promise.all(
          tried.map(async ({ steps, site }, index) => {
            await site.make();
            for (const [at, one] of steps.entries()) {
              const replaced = index === 0 && at === replaceWorkerAt ? replaceWorker() : undefined;
              await Promise.all([site.take(one), replaced]);
            }
            await site.comesToRest();
          }),
        );
      }),
      // To shrink would take the whole test again and again: the seed and the path give the same once more.
      { numRuns: TIMES, endOnFailure: true },
    );
  });
});

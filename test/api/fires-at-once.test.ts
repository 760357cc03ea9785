import assert from 'node:assert/strict';

import { temporalScheduleId } from '../../src/model/workflow-ids.js';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/hold-table.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { putSchedule, scheduledRuns } from './support/quick-schedule.js';
import { setsSite, type SetsSite } from './support/sets-site.js';

/** More than a site has open of its schedules at once, which is 50. */
const SCHEDULES = 52;

describe('more schedules than a site runs at once, due in the same moment', function () {
  // So many at once take their time where other work goes on beside.
  this.timeout(180_000);
  let service: TestService;
  let sets: SetsSite;
  let held: { release(): Promise<void> };
  before(async () => (service = await startService()));
  after(() => service.stop());
  beforeEach(async () => {
    sets = await setsSite(service);
    held = await holdTable(service, sets.table('one'));
    const numbers = Array.from({ length: SCHEDULES }, (_, index) => index);
    await Promise.all(numbers.map(makeSchedule));
    await Promise.all(numbers.map((n) => service.temporal.schedule.getHandle(scheduleId(n)).trigger()));
    await eventually(
      '50 runs are open and the other fires wait',
      async () => {
        const { rows } = await service.database.query<{ waiting: number }>(
          `select count(*)::int as waiting from fire join schedule on id = schedule
         where site = $1 and not exists (select from run where run.id = fire.run)`,
          [sets.site],
        );
        return rows[0]?.waiting === SCHEDULES - 50 && (await listRuns('In-Progress')).length === 50;
      },
      120_000,
    );
  });
  afterEach(() => held.release());

  const scheduleId = (n: number): string => temporalScheduleId(sets.site, `due-${n}`);

  async function makeSchedule(n: number): Promise<void> {
    const file = `due-${n}.csv`;
    assert.equal((await service.http.put(`/sites/${sets.site}/files/${file}`, `id,name\n${n},Thing\n`)).status, 200);
    await putSchedule(service, sets.site, `due-${n}`, { integration: 'one', file });
  }

  async function listRuns(status: string): Promise<AnswerBody[]> {
    const query = new URLSearchParams({ status, limit: '500' }).toString();
    return (await service.http.get(`/sites/${sets.site}/runs?${query}`)).body.items;
  }

  it('all run in the end', async () => {
    await held.release();
    const runs = await scheduledRuns(service, sets.site, SCHEDULES);
    assert.equal(runs.length, SCHEDULES);
    assert.ok(runs.every(({ status }) => status === 'Completed'));
    assert.equal(await sets.count('one'), SCHEDULES);
  });

  it('are Not Run where the site stops while they wait', async () => {
    await service.http.post(`/sites/${sets.site}/stop`, { reason: 'stocktake' });
    const runs = await scheduledRuns(service, sets.site, SCHEDULES);
    assert.equal(runs.filter(({ status }) => status === 'Failed').length, 50);
    const notRun = runs.filter(({ status }) => status === 'Not Run');
    assert.equal(notRun.length, SCHEDULES - 50);
    for (const { code, reason } of notRun) {
      assert.equal(code, 'site-stopping');
      assert.match(reason, /was stopping \(stocktake\)/);
    }
    assert.equal(await sets.count('one'), 0);
  });
});

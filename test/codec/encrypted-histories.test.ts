import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { saidInTemporal, textsIn, type Said } from '../api/support/canaries/what-was-said.js';
import { siteWorkflowId, temporalScheduleId } from '../../src/model/workflow-ids.js';
import { testEnvironment } from '../support/environment.js';
import { holdTable } from '../support/hold-table.js';
import { untilLoading } from '../support/loads.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite } from '../support/sites.js';
import { encryptionWith } from './support/keys.js';
import { startParts } from './support/parts.js';

/** Where a company says things that are nobody else's business. */
const PLACES = ['file name', 'parameter', 'Run Name', 'stop reason', 'failure text'] as const;
type Place = (typeof PLACES)[number];
type Canaries = Record<Place, string>;

const definition = { parameters: [{ name: 'company', type: 'string', required: true }] };

function newCanaries(): Canaries {
  return Object.fromEntries(PLACES.map((place) => [place, `canary${randomUUID().slice(0, 8)}`])) as Canaries;
}

/** A site with a schedule; a run that fails, one that completes, one that is halted by the site's stop. */
async function play(service: TestService, canaries: Canaries): Promise<string> {
  const { http } = service;
  const file = `${canaries['file name']}.csv`;
  const parameters = { company: canaries.parameter };
  const site = await peopleSite(service, { definition });
  const request = { integration: 'people', file, parameters };
  await http.put(`/sites/${site}/files/${file}`, `id,${canaries['failure text']}\nP000001,one\n`);
  const failed = await http.post(`/sites/${site}/runs`, request, { Prefer: 'wait=60' });
  assert.equal(failed.body.status, 'Failed', failed.text);
  assert.match(failed.body.reason, new RegExp(canaries['failure text']));

  await http.put(`/sites/${site}/files/${file}`, peopleCsv(20));
  const completed = await http.post(
    `/sites/${site}/runs`,
    { ...request, name: canaries['Run Name'] },
    { Prefer: 'wait=60' },
  );
  assert.deepEqual([completed.body.status, completed.body.name], ['Completed', canaries['Run Name']], completed.text);
  await haltOne(service, site, request, canaries['stop reason']);

  const recurrence = { repeats: 'By Day', every: 1, startDate: '2030-01-01', startTime: '06:00', end: 'Forever' };
  const put = await http.put(`/sites/${site}/schedules/night`, { ...request, recurrence });
  assert.equal(put.status, 201, put.text);
  return site;
}

async function haltOne(service: TestService, site: string, request: object, reason: string): Promise<void> {
  const { http } = service;
  const held = await holdTable(service);
  const { body } = await http.post(`/sites/${site}/runs`, request);
  await untilLoading(service, body.id, 'insert into');
  const stopped = await http.post(`/sites/${site}/stop`, { reason });
  await held.release();
  assert.equal(stopped.status, 200, stopped.text);
  const halted = (await http.get(`/runs/${body.id}`)).body;
  assert.deepEqual([halted.status, halted.reason], ['Failed', `Halted: site ${site} was stopped: ${reason}`]);
  const { integrator, reason: told } = (await http.get(`/sites/${site}`)).body;
  assert.deepEqual([integrator, told], ['Stopped', reason]);
  assert.match((await http.get(`/sites/${site}/log`)).text, new RegExp(reason));
}

/** What somebody reads in Temporal who has no key: histories, descriptions, the state that sites show, Schedules. */
async function readWithoutKey({ temporal, taskQueue }: TestService, site: string): Promise<Said[]> {
  const { namespace } = testEnvironment();
  const shown = await temporal.workflowService.queryWorkflow({
    namespace,
    execution: { workflowId: siteWorkflowId(site) },
    query: { queryType: '__temporal_workflow_metadata' },
  });
  const scheduleId = temporalScheduleId(site, 'night');
  const schedule = await temporal.workflowService.describeSchedule({ namespace, scheduleId });
  return [...(await saidInTemporal(temporal, taskQueue)), ...textsIn(shown, 'shown'), ...textsIn(schedule, 'schedule')];
}

function placesOf(said: Said[], canary: string): string[] {
  return said.filter(({ text }) => text.includes(canary)).map(({ where }) => where);
}

describe('histories', function () {
  this.timeout(120_000);

  for (const encryption of [undefined, encryptionWith('k2', 'k1')]) {
    describe(encryption === undefined ? 'without encryption' : 'with encryption', () => {
      const canaries = newCanaries();
      let said: Said[];
      before(async () => {
        const service = await startService({ worker: false });
        const parts = await startParts(service, encryption);
        try {
          const site = await play(parts.service, canaries);
          said = await readWithoutKey(parts.service, site);
        } finally {
          await parts.stop();
          await service.stop();
        }
      });

      for (const place of PLACES) {
        const title = encryption === undefined ? `show a ${place}` : `show no ${place}`;
        it(place === 'Run Name' ? `${title} beside search attributes` : title, () => {
          const places = placesOf(said, canaries[place]).filter((where) => !where.includes('.searchAttributes.'));
          if (encryption === undefined) assert.notDeepEqual(places, []);
          else assert.deepEqual(places, []);
        });
      }

      it('have search attributes, which no server could search if they were encrypted', () => {
        const searched = said.filter(({ where }) => where.includes('.searchAttributes.'));
        const shown = PLACES.filter((place) => placesOf(searched, canaries[place]).length > 0);
        assert.deepEqual(shown, ['Run Name']);
      });
    });
  }
});

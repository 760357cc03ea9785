import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { freePort } from '../../src/embedded/ports.js';
import { startCaptured, type CapturedProcess } from '../api/support/canaries/captured-process.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { createPeopleTable, people, peopleCsv } from '../support/sites.js';
import { Measured } from './support/metrics.js';

interface Line {
  [fact: string]: unknown;
  time: string;
  level: string;
  process: string;
  msg: string;
  run?: string;
  site?: string;
  workflowId?: string;
  err?: { code?: string; message: string; stack?: string };
}

const CANARY = `canary${randomBytes(8).toString('hex')}`;

describe('a worker and an API in processes of their own', () => {
  let service: TestService;
  let worker: CapturedProcess;
  let api: CapturedProcess;
  let http: HttpClient;
  /** Where the worker serves what it measures, and Temporal's client in it. */
  let [operations, temporalMetrics] = ['', ''];
  let apiUrl: string;
  let site: string;
  let [completed, unreachable] = ['', ''];

  before(async function () {
    this.timeout(120_000);
    service = await startService({ worker: false });
    await createPeopleTable(service);
    const { temporal, namespace } = testEnvironment();
    const temporalPort = await freePort();
    const environment = {
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: namespace,
      INTEGRATOR_DATABASE_URL: service.databaseUrl,
      INTEGRATOR_DATA: service.folder,
      INTEGRATOR_TASK_QUEUE: service.taskQueue,
      INTEGRATOR_PORT: '0',
    };
    const ofWorker = {
      TARGET_URL: service.targetUrl,
      LOST_URL: `postgres://ann:${CANARY}@127.0.0.1:1/lost`,
      INTEGRATOR_METRICS_PORT: '0',
      INTEGRATOR_TEMPORAL_METRICS_PORT: String(temporalPort),
    };
    [worker, api] = await Promise.all([
      startCaptured('worker.js', { ...environment, ...ofWorker }, 'Worker is up'),
      startCaptured('api/index.js', environment, 'API is up'),
    ]);
    const isUp = ({ output }: CapturedProcess) => linesOf(output()).find(({ msg }) => msg.includes('is up'));
    operations = isUp(worker)?.operations as string;
    temporalMetrics = `http://127.0.0.1:${temporalPort}/metrics`;
    apiUrl = isUp(api)?.url as string;
    http = new HttpClient(`${apiUrl}/api/v1`);
    await play();
  });
  after(async () => {
    await Promise.all([worker.end(), api.end()]);
    await service.stop();
  });

  /** A run that Completes, and one whose target is not there. */
  async function play(): Promise<void> {
    site = uniqueSite();
    const postgres = (url: string) => ({ kind: 'postgres', url });
    const connections = { target: postgres('env:TARGET_URL'), lost: postgres('env:LOST_URL') };
    await http.put(`/sites/${site}`, { kind: 'DEV', connections });
    await http.put(`/sites/${site}/integrations/people`, people);
    await http.put(`/sites/${site}/integrations/lost`, { ...people, target: { ...people.target, connection: 'lost' } });
    await http.put(`/sites/${site}/files/people.csv`, peopleCsv(5));
    await http.post(`/sites/${site}/start`);
    const request = { integration: 'people', file: 'people.csv' };
    const { body } = await http.post(`/sites/${site}/runs?`, request, { Prefer: 'wait=60' });
    assert.equal(body.status, 'Completed', body.reason);
    completed = body.id;
    unreachable = (await http.post(`/sites/${site}/runs`, { ...request, integration: 'lost' })).body.id;
    await eventually('a step of the other one has failed', () =>
      Promise.resolve(workerLines().some(({ run, err }) => run === unreachable && err !== undefined)),
    );
    await http.get(`/sites/${site}/runs?limit=7`);
    await http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    await eventually('the end of all of it was told', () =>
      Promise.resolve(workerLines().some((line) => line.site === site && line.msg === 'Site is Stopped')),
    );
  }

  const workerLines = () => linesOf(worker.output());
  const apiLines = () => linesOf(api.output());
  const said = (lines: Line[], run: string) => lines.filter((line) => line.run === run).map(({ msg }) => msg);

  it('tell everything as lines of JSON, each with its time, level, process and sentence', () => {
    for (const [lines, name] of [
      [workerLines(), 'worker'],
      [apiLines(), 'api'],
    ] as const) {
      assert.ok(lines.length > 3);
      for (const { time, level, process, msg } of lines) {
        assert.equal(new Date(time).toISOString(), time);
        assert.match(level, /^(info|warn)$/);
        assert.equal(process, name);
        assert.ok(msg);
      }
    }
  });

  it('tell when a run opens and how it ends, from its workflow, with all its names', () => {
    assert.deepEqual(said(workerLines(), completed), ['Run opened', 'Run ended: Completed']);
    const ended = workerLines().find(({ run, msg }) => run === completed && msg.startsWith('Run ended'))!;
    const { integration, runName, status, counts } = ended;
    assert.equal(ended.site, site);
    assert.deepEqual([integration, status], ['people', 'Completed']);
    assert.match(runName as string, /^people \d{4}-/);
    assert.equal((counts as Record<string, number>).applied, 5);
  });

  it('tell a step that fails as foreseen with its code, its run and its site, and no stack', () => {
    const failed = workerLines().find(({ run, err }) => run === unreachable && err !== undefined)!;
    assert.equal(failed.site, site);
    assert.equal(failed.activityType, 'loadRecords');
    assert.equal(failed.err?.code, 'target-unavailable');
    assert.equal(failed.err.stack, undefined);
  });

  it('name the site on every line of a run, and of the site itself', () => {
    for (const line of workerLines()) {
      const { workflowId = '' } = line;
      if (/^(run|site)\//.test(workflowId)) assert.equal(line.site, site, JSON.stringify(line));
    }
  });

  it('tell when a site starts and stops, and why', () => {
    const ofSite = workerLines().filter(({ workflowId }) => workflowId === `site/${site}`);
    const states = ofSite.map(({ msg }) => msg);
    for (const state of ['Starting', 'Running', 'Stopping', 'Stopped']) assert.ok(states.includes(`Site is ${state}`));
    assert.equal(ofSite.find(({ msg }) => msg === 'Site is Stopping')?.reason, 'stocktake');
  });

  it('tell each request by its route, with its caller, and without its query', () => {
    const requests = apiLines().filter(({ msg }) => msg === 'Request');
    const listed = requests.find(({ route, method }) => route === '/api/v1/sites/{site}/runs' && method === 'GET')!;
    assert.deepEqual([listed.status, listed.caller, listed.site], [200, 'api', site]);
    assert.equal(typeof listed.ms, 'number');
    assert.ok(!api.output().includes('limit=7'));
  });

  it('do not tell who only watches', async () => {
    await fetch(`${apiUrl}/livez`);
    await http.get(`/sites/${site}`);
    const isTold = (route: string) => apiLines().some((line) => line.route === route);
    await eventually('the request after it is told', () => Promise.resolve(isTold('/api/v1/sites/{site}')));
    assert.ok(!isTold('/livez'));
  });

  it('measure what each has done: the worker its runs, the API its requests', async () => {
    const [ofWorker, ofApi] = [await Measured.at(`${operations}/metrics`), await Measured.at(`${apiUrl}/metrics`)];
    assert.equal(ofWorker.value('integrator_runs_total', { site, status: 'Completed' }), 1);
    assert.equal(ofApi.value('integrator_runs_total', { site }), undefined);
    assert.ok(ofApi.value('integrator_http_request_duration_seconds_count')! > 5);
    for (const measured of [ofWorker, ofApi]) {
      assert.ok(measured.value('process_resident_memory_bytes')! > 0);
      assert.ok(measured.value('integrator_files_free_bytes')! > 0);
    }
    const ofTemporal = await Measured.at(temporalMetrics);
    assert.ok(ofTemporal.value('temporal_request_total')! > 0);
    assert.ok(ofTemporal.value('temporal_worker_task_slots_available')! > 0);
  });

  it('tell whether the worker is up and ready, and of nothing else', async () => {
    const [live, ready, nothing, posted] = await Promise.all([
      fetch(`${operations}/livez`),
      fetch(`${operations}/readyz?verbose`),
      fetch(`${operations}/constructor`),
      fetch(`${operations}/livez`, { method: 'POST' }),
    ]);
    assert.deepEqual([live.status, ready.status, nothing.status, posted.status], [200, 200, 404, 404]);
    const up = { status: 'up' };
    assert.deepEqual(await ready.json(), {
      status: 'ready',
      parts: { database: up, temporal: up, worker: up, files: up },
    });
  });

  it('tell the secret of a connection that fails nowhere', async () => {
    const told = [worker.output(), api.output()];
    for (const address of [`${operations}/metrics`, `${apiUrl}/metrics`, temporalMetrics]) {
      told.push((await Measured.at(address)).text);
    }
    assert.ok(worker.output().includes('127.0.0.1:1'), 'the failure itself is told');
    assert.ok(!told.join('\n').includes(CANARY));
  });
});

describe('an entry that cannot start', () => {
  it('says why in a line of JSON, without a stack', async () => {
    for (const [entry, name] of [
      ['worker.js', 'worker'],
      ['api/index.js', 'api'],
    ] as const) {
      const words = await startCaptured(entry, { INTEGRATOR_DATABASE_URL: '' }, 'is up').then(
        () => 'it has started',
        (error: unknown) => (error as Error).message,
      );
      const [line] = linesOf(words.slice(words.indexOf('{')));
      assert.equal(line?.level, 'fatal');
      assert.equal(line.process, name);
      assert.match(line.err?.message ?? '', /^INTEGRATOR_DATABASE_URL is not set/);
      assert.equal(line.err?.stack, undefined);
    }
  });
});

function linesOf(output: string): Line[] {
  // The last line may still be on its way.
  const whole = output.slice(0, output.lastIndexOf('\n') + 1);
  return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
}

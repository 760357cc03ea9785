import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pLimit from 'p-limit';

import { CanaryCage } from './canary-cage.js';
import type { CanaryCase } from './canary-case.js';
import { startCanaryEndpoints, type CanaryEndpoints } from './canary-endpoints.js';
import { startCaptured, type CapturedProcess } from './captured-process.js';
import { SaidClient } from './said-client.js';
import { saidInDatabase, saidInFiles, saidInTemporal, type Said } from './what-was-said.js';
import { IntegratorRunName } from '../../../../src/workflows/search-attributes.js';
import { testEnvironment } from '../../../support/environment.js';
import { eventually } from '../../../support/eventually.js';
import { HttpClient, type AnswerBody } from '../../../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../../../support/service.js';

/** How many cases are played at once. */
const AT_ONCE = 4;

/** Who can be listened to. */
export type Surface = 'API' | 'control database' | 'target' | 'Temporal' | 'files' | 'worker' | 'API process';

/** A use of a connection that was played. */
export interface PlayedCase extends CanaryCase {
  title: string;
  site: string;
  run: AnswerBody;
}

/**
 * A service whose connections have canaries for secrets, with a worker and an API in processes of their own. It keeps
 * what they say.
 */
export class CanaryStage {
  private readonly earlier: Said[] = [];

  private constructor(
    readonly cage: CanaryCage,
    private readonly marker: string,
    private readonly service: TestService,
    private readonly endpoints: CanaryEndpoints,
    private readonly worker: CapturedProcess,
    private readonly api: CapturedProcess,
    private readonly http: SaidClient,
    private readonly secretsFolder: string,
  ) {}

  /** @param marker harmless; planted wherever there is something to read. */
  static async open(marker: string): Promise<CanaryStage> {
    const service = await startService({ worker: false });
    const secretsFolder = await mkdtemp(join(tmpdir(), 'temporal-integrator-secrets-'));
    const cage = new CanaryCage(secretsFolder);
    const { password } = new URL(service.databaseUrl);
    cage.keep({ name: 'password of the control database', secret: password, pieces: [password] });
    const endpoints = await startCanaryEndpoints(service, cage, marker);
    const { temporal, namespace } = testEnvironment();
    const environment = {
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: namespace,
      INTEGRATOR_DATABASE_URL: service.databaseUrl,
      INTEGRATOR_DATA: service.folder,
      INTEGRATOR_TASK_QUEUE: service.taskQueue,
      INTEGRATOR_PORT: '0',
    };
    const [worker, api] = await Promise.all([
      startCaptured('worker.js', { ...environment, ...cage.environment }, 'Worker is up'),
      startCaptured('api/index.js', environment, 'API is up'),
    ]);
    const [url = ''] = /http:[^\s"]+/.exec(api.output()) ?? [];
    const http = new SaidClient(new HttpClient(`${url}/api/v1`));
    return new CanaryStage(cage, marker, service, endpoints, worker, api, http, secretsFolder);
  }

  /** Uses each connection as its case says, and reads all that the API tells of it. */
  async play(): Promise<PlayedCase[]> {
    await this.plant();
    await this.misplace();
    const atOnce = pLimit(AT_ONCE);
    const played = Object.entries(this.endpoints.cases).map(([title, one]) => atOnce(() => this.playOne(title, one)));
    return Promise.all(played);
  }

  /** All that was said so far, by where it can be read. */
  async look(): Promise<Record<Surface, Said[]>> {
    const { databaseUrl, targetUrl, temporal, taskQueue, folder } = this.service;
    await this.breakSessions();
    return {
      API: this.http.said,
      'control database': await saidInDatabase(databaseUrl),
      target: await saidInDatabase(targetUrl),
      Temporal: [...this.earlier, ...(await saidInTemporal(temporal, taskQueue))],
      files: await saidInFiles(folder),
      worker: [{ where: 'output', text: this.worker.output() }],
      'API process': [{ where: 'output', text: this.api.output() }],
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.worker.end(), this.api.end()]);
    await this.endpoints.stop();
    await this.service.stop();
    await rm(this.secretsFolder, { recursive: true });
  }

  private async playOne(title: string, given: CanaryCase): Promise<PlayedCase> {
    const { http, marker } = this;
    const site = uniqueSite();
    const connections = { ...this.endpoints.connections, it: given.connection };
    const made = await http.put(`/sites/${site}`, { kind: 'DEV', connections });
    assert.equal(made.status, 201, made.text);
    const saved = await http.put(`/sites/${site}/integrations/things`, given.definition);
    assert.equal(saved.status, 201, saved.text);
    await this.start(site);
    const { upload } = given;
    const file = upload === undefined ? undefined : `things.${upload.ending}`;
    if (upload !== undefined)
      assert.equal((await http.put(`/sites/${site}/files/${file}`, upload.content)).status, 200);
    const request = { integration: 'things', name: `${title} ${marker}`, ...(file !== undefined && { file }) };
    const wait = given.ends === 'In-Progress' ? {} : { Prefer: 'wait=60' };
    const { body } = await http.post(`/sites/${site}/runs`, request, wait);
    if (given.ends === 'In-Progress') await this.untilTriedAgain(title, body.id);
    for (const path of [
      `/sites/${site}`,
      `/sites/${site}/connections/it/check`,
      `/sites/${site}/integrations/things`,
      `/sites/${site}/runs`,
      `/runs/${body.id}/details`,
      `/runs/${body.id}/rejects`,
    ]) {
      assert.equal((await http.get(path)).status, 200, path);
    }
    const { body: run } = await http.get(`/runs/${body.id}`);
    await http.post(`/sites/${site}/stop`, { reason: marker });
    await http.get(`/sites/${site}/log`);
    await http.get(`/sites/${site}/audit`);
    await http.get(`/runs/${body.id}`);
    return { ...given, title, site, run };
  }

  /** A busy machine may answer that it is to be asked again. */
  private async start(site: string): Promise<void> {
    await eventually(`site ${site} starts`, async () => {
      const { status, text } = await this.http.post(`/sites/${site}/start`);
      if (status !== 503) assert.equal(status, 200, text);
      return status === 200;
    });
  }

  /** Waits until a step of the run has failed, and keeps what Temporal tells of it meanwhile. */
  private async untilTriedAgain(title: string, run: string): Promise<void> {
    const { temporal, taskQueue } = this.service;
    const handle = temporal.workflow.getHandle(`run/${run}`);
    await eventually(`${title} is tried again`, async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.some(({ lastFailure }) => Boolean(lastFailure));
    });
    this.earlier.push(...(await saidInTemporal(temporal, taskQueue, `run/${run}`)));
  }

  /** Writes a secret where a reference to it belongs. */
  private async misplace(): Promise<void> {
    const { secret } = this.cage.create('misplaced secret');
    const escaped = encodeURIComponent(secret);
    for (const it of [
      { kind: 'postgres', url: `postgres://ann:${escaped}@127.0.0.1/hr` },
      { kind: 'http', url: `http://ann:${escaped}@127.0.0.1/` },
      { kind: 'http', url: 'http://127.0.0.1/', token: secret },
      { kind: 'http', url: 'http://127.0.0.1/', headers: { 'X-Api-Key': secret } },
      { kind: 'sftp', host: `ann:${escaped}@127.0.0.1`, user: 'ann', password: secret, hostKeys: [secret], path: '.' },
      { kind: 'pgp-key', privateKeys: [{ key: secret, passphrase: secret }] },
      { kind: secret },
    ]) {
      const refused = await this.http.put(`/sites/${uniqueSite()}`, { kind: 'DEV', connections: { it } });
      assert.equal(refused.status, 422, refused.text);
    }
  }

  /** Leaves the marker where none of the runs may leave a text. */
  private async plant(): Promise<void> {
    const { marker, service } = this;
    const { database, temporal, taskQueue } = service;
    for (const [name, value] of Object.entries({
      text: `text '${marker}'`,
      bytes: `convert_to('${marker}', 'UTF8')`,
      base64: `jsonb_build_object('in', encode('. ${marker}', 'base64'))`,
      array: `array['${marker}']`,
    })) {
      await database.query(`create table planted_${name} as select ${value} as planted`);
    }
    const planted = await temporal.workflow.start('planted', {
      taskQueue,
      workflowId: `planted/${marker}`,
      startDelay: '1 hour',
      args: [{ marker }],
      memo: { marker },
      typedSearchAttributes: [{ key: IntegratorRunName, value: marker }],
      staticSummary: marker,
      staticDetails: marker,
    });
    await planted.terminate(marker);
  }

  /** Both processes say so when their sessions are ended. */
  private async breakSessions(): Promise<void> {
    const { database } = this.service;
    await database.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const said = ({ output }: CapturedProcess) => output().includes('terminating connection');
    await eventually('both have heard of it', () => Promise.resolve(said(this.worker) && said(this.api)));
  }
}

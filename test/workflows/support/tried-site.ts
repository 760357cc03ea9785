import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { siteWorkflowId } from '../../../src/model/workflow-ids.js';
import { requestRunSignal } from '../../../src/workflows/messages.js';
import { eventually } from '../../support/eventually.js';
import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import { uniqueSite, type TestService } from '../../support/service.js';
import { SiteModel, type Asked, type Fate, type Move } from './site-model.js';

export const INTEGRATIONS = ['first', 'second'] as const;

/** What comes at the same time. */
export interface Step {
  move: Move;
  asks: { integration: (typeof INTEGRATIONS)[number]; by: 'api' | 'signal' }[];
}

/** A stopped site of the service, and what the model says of it. */
export class TriedSite {
  private readonly model = new SiteModel();
  private readonly name = uniqueSite();
  private asked = 0;

  constructor(
    private readonly service: TestService,
    private readonly table: string,
  ) {}

  async make(): Promise<void> {
    const { http } = this.service;
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    assert.equal((await http.put(`/sites/${this.name}`, { kind: 'DEV', connections })).status, 201);
    const target = { connection: 'target', table: this.table, mode: 'upsert' };
    const definition = { schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name' }] }, target };
    for (const integration of INTEGRATIONS) {
      assert.equal((await http.put(`/sites/${this.name}/integrations/${integration}`, definition)).status, 201);
    }
  }

  async take({ move, asks }: Step): Promise<void> {
    const [, ...asked] = await Promise.all([
      this.move(move),
      ...asks.map(({ integration, by }) => (by === 'api' ? this.ask(integration) : this.signal(integration))),
    ]);
    this.model.step(move, asked);
    if (!move.startsWith('stop')) return;
    await this.until('each request has become what it may', async () => this.model.settle(await this.fates()));
  }

  /** Everything has come to its end: what is there is what the model says; also when it has been stopped then. */
  async comesToRest(): Promise<void> {
    await this.until('each request has become what it may', async () => this.model.judge(await this.fates()));
    await this.until('the site is as the model says', () => this.agrees());
    await this.take({ move: 'stop, drain', asks: [] });
    await this.agrees();
    const held = await this.items('held');
    const steps = held.map(({ name }) => this.model.requests.find((one) => one.name === name)?.step ?? 0);
    assert.deepEqual(
      steps,
      steps.toSorted((one, other) => one - other),
    );
    assert.equal((await this.view()).held, held.length);
    for (const { name, status, code } of await this.items('runs')) {
      assert.ok(status === 'Completed' || (status === 'Failed' && code === 'halted'), `${name} ${status} ${code}`);
    }
  }

  private async agrees(): Promise<void> {
    const { integrator, runs, tasks } = await this.view();
    assert.deepEqual([integrator, runs], [this.model.state, []]);
    assert.deepEqual(
      tasks.map(({ integration, status }) => [integration, status]),
      INTEGRATIONS.map((integration) => [integration, this.model.statusOf(integration)]),
    );
  }

  private async view(): Promise<AnswerBody> {
    return (await this.service.http.get(`/sites/${this.name}`)).body;
  }

  /** Waits until an assertion holds: what is under way may keep it from that for a while. */
  private async until(what: string, assertion: () => Promise<void>): Promise<void> {
    let last: unknown;
    const holds = async () => {
      try {
        await assertion();
        return true;
      } catch (error) {
        last = error;
        // Twenty sites that look all the time would leave little for what they wait for.
        await delay(250);
        return false;
      }
    };
    await eventually(what, holds).catch((error: unknown) => {
      throw new AggregateError([error, last], `Site ${this.name}: ${String(error)} ${String(last)}`);
    });
  }

  private async fates(): Promise<Map<string, Fate>> {
    const [held, discarded, runs] = [
      await this.items('held'),
      await this.items('held?status=discarded'),
      await this.items('runs'),
    ];
    assert.ok(
      runs.every(({ status }) => status !== 'In-Progress'),
      'a run is In-Progress',
    );
    const fates = [
      ...held.map(({ name }) => [name, 'held'] as const),
      ...discarded.map(({ name }) => [name, 'discarded'] as const),
      ...runs.map(({ name }) => [name, 'run'] as const),
    ];
    assert.equal(new Set(fates.map(([name]) => name)).size, fates.length, 'a request is two things');
    assert.equal(fates.length, this.asked, 'each request is something, and nothing is there that was not asked for');
    return new Map(fates);
  }

  private async items(list: string): Promise<AnswerBody[]> {
    const { body, text } = await this.service.http.get(
      `/sites/${this.name}/${list}${list.includes('?') ? '&' : '?'}limit=500`,
    );
    assert.ok(Array.isArray(body.items), text);
    return body.items;
  }

  private async move(move: Move): Promise<void> {
    if (move === 'none') return;
    const [verb, how] = move.split(', ');
    const body = verb === 'start' ? { held: how } : { mode: how, reason: 'a test' };
    const { status, text } = await answered(() => this.service.http.post(`/sites/${this.name}/${verb ?? ''}`, body));
    assert.equal(status, 200, text);
  }

  private async ask(integration: string): Promise<Asked> {
    const { name, file } = await this.upload();
    const headers = { 'Idempotency-Key': name };
    const request = { integration, name, file: file.name };
    const asked = await answered(() => this.service.http.post(`/sites/${this.name}/runs`, request, headers));
    if (asked.status === 202) return { name, integration, answer: 'let through' };
    assert.match(asked.body.code, /^site-stopp(ed|ing)$/, asked.text);
    return { name, integration, answer: 'refused' };
  }

  private async signal(integration: string): Promise<Asked> {
    const { name, file } = await this.upload();
    const run = { run: randomUUID(), site: this.name, integration, name, file, parameters: {} };
    const handle = this.service.temporal.workflow.getHandle(siteWorkflowId(this.name));
    await handle.signal(requestRunSignal, { ...run, trigger: 'signal', requestedBy: 'a test' });
    return { name, integration, answer: 'none' };
  }

  /** A file of its own for each request, so that none waits for another's. */
  private async upload() {
    const number = ++this.asked;
    const [name, file] = [`request ${number}`, `${number}.csv`];
    const { body } = await this.service.http.put(`/sites/${this.name}/files/${file}`, `id,name\n${randomUUID()},x\n`);
    return { name, file: { name: file, sha256: String(body.sha256), bytes: Number(body.bytes) } };
  }
}

/** The answer, once there is a worker to give it. */
async function answered(call: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  return eventually('a worker answers', async () => {
    const answer = await call();
    return answer.status !== 503 && answer;
  });
}

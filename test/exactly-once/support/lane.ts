import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { testEnvironment } from '../../support/environment.js';
import { PostgresProxy } from '../../support/postgres-proxy.js';
import { Relay } from '../../support/relay.js';
import { startService, type TestService } from '../../support/service.js';
import { startWorkerProcess, type WorkerProcess } from '../../support/worker-process.js';
import type { CaseLane } from './case-lane.js';

interface LaneWorker {
  process: WorkerProcess;
  /** Between it and Temporal. */
  temporal: Relay;
}

/**
 * An Integrator of its own, whose worker is a process that reaches its databases through proxies. Cases in one lane come
 * one after the other; those in several run at once.
 */
export class Lane implements CaseLane {
  private readonly workers: LaneWorker[] = [];
  private isAtWork = false;

  private constructor(
    readonly service: TestService,
    readonly control: PostgresProxy,
    readonly target: PostgresProxy,
  ) {}

  static async start(): Promise<Lane> {
    const service = await startService({ worker: false });
    const control = await PostgresProxy.start(service.databaseUrl);
    const target = await PostgresProxy.start(service.targetUrl);
    const lane = new Lane(service, control, target);
    await mkdir(lane.incoming, { recursive: true });
    await mkdir(lane.opened, { recursive: true });
    await lane.startWorker();
    return lane;
  }

  get incoming(): string {
    return join(this.service.folder, 'files', 'incoming');
  }

  get opened(): string {
    return join(this.service.folder, 'files', 'opened');
  }

  /** Starts a worker that takes the place of the one before, unless that is at work still. */
  async startWorker(): Promise<void> {
    if (this.isAtWork) return;
    this.isAtWork = true;
    const temporal = await Relay.start(testEnvironment().temporal.address);
    const process = await startWorkerProcess(this.service, {
      temporalAddress: temporal.address,
      databaseUrl: this.control.url,
      targetUrl: this.target.url,
    });
    this.workers.push({ process, temporal });
  }

  /** Sends the worker a signal that takes it from its work. */
  strike(signal: 'SIGKILL' | 'SIGSTOP'): void {
    this.isAtWork = false;
    this.worker.process.send(signal);
  }

  /**
   * Cuts the worker off from Temporal for good, which takes it for dead: it is not handed what it does not do, and not
   * told that it is late.
   */
  async isolateWorker(): Promise<WorkerProcess> {
    const { process, temporal } = this.worker;
    this.isAtWork = false;
    await temporal.stop();
    return process;
  }

  async renew(): Promise<void> {
    this.control.forget();
    this.target.forget();
    await this.endWorkers();
    for (const folder of [this.incoming, this.opened]) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
    }
    await this.startWorker();
  }

  async stop(): Promise<void> {
    await this.endWorkers();
    await Promise.all([this.control.stop(), this.target.stop()]);
    await this.service.stop();
  }

  /** The one that is at work, or was the last. */
  private get worker(): LaneWorker {
    return this.workers.at(-1)!;
  }

  private async endWorkers(): Promise<void> {
    this.isAtWork = false;
    await Promise.all(
      this.workers.splice(0).map(async ({ process, temporal }) => {
        await process.end('SIGKILL');
        await temporal.stop();
      }),
    );
  }
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { testEnvironment } from '../../support/environment.js';
import { PostgresProxy } from '../../support/postgres-proxy.js';
import { Relay } from '../../support/relay.js';
import { startService, type TestService } from '../../support/service.js';
import { startWorkerProcess, type WorkerProcess } from '../../support/worker-process.js';

/**
 * An Integrator of its own, whose worker is a process that reaches its databases through proxies. Cases in one lane come
 * one after the other; those in several run at once.
 */
export class Lane {
  private worker!: WorkerProcess;
  private readonly workers: WorkerProcess[] = [];
  private isAtWork = false;

  private constructor(
    readonly service: TestService,
    /** Between the worker and the control database. */
    readonly control: PostgresProxy,
    /** Between the worker and the target. */
    readonly target: PostgresProxy,
    /** Between the worker and Temporal. */
    private readonly temporal: Relay,
  ) {}

  static async start(): Promise<Lane> {
    const service = await startService({ worker: false });
    const control = await PostgresProxy.start(service.databaseUrl);
    const target = await PostgresProxy.start(service.targetUrl);
    const lane = new Lane(service, control, target, await Relay.start(testEnvironment().temporal.address));
    await mkdir(lane.incoming, { recursive: true });
    await mkdir(lane.opened, { recursive: true });
    await lane.startWorker();
    return lane;
  }

  /** Where files are while they are received. */
  get incoming(): string {
    return join(this.service.folder, 'files', 'incoming');
  }

  /** Where files are that came out of others. */
  get opened(): string {
    return join(this.service.folder, 'files', 'opened');
  }

  /** Starts a worker that takes the place of the one before, unless that is at work still. */
  async startWorker(): Promise<void> {
    if (this.isAtWork) return;
    this.isAtWork = true;
    this.worker = await startWorkerProcess(this.service, {
      temporalAddress: this.temporal.address,
      databaseUrl: this.control.url,
      targetUrl: this.target.url,
    });
    this.workers.push(this.worker);
  }

  /** Sends the worker a signal that takes it from its work. */
  strike(signal: 'SIGKILL' | 'SIGSTOP'): void {
    this.isAtWork = false;
    this.worker.send(signal);
  }

  /** Kills the worker and waits until it is gone. */
  async killWorker(): Promise<void> {
    this.strike('SIGKILL');
    await this.worker.end('SIGKILL');
  }

  /**
   * Stops the worker where it is, and cuts it off from Temporal, which would else hand it tasks that it does not do.
   * Answers how to wake it, to the end of what it was at and of itself.
   */
  pauseWorker(): { wake: () => Promise<void> } {
    const { worker } = this;
    this.strike('SIGSTOP');
    this.temporal.cut();
    return {
      wake: () => {
        worker.send('SIGCONT');
        return worker.end('SIGTERM');
      },
    };
  }

  /** Makes good what a case that failed may have left. */
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
    await Promise.all([this.control.stop(), this.target.stop(), this.temporal.stop()]);
    await this.service.stop();
  }

  private async endWorkers(): Promise<void> {
    this.isAtWork = false;
    await Promise.all(this.workers.splice(0).map((worker) => worker.end('SIGKILL')));
  }
}

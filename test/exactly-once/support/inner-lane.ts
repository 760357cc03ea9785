import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runWorker, type RunningWorker } from '../../../src/run-worker.js';
import { openDatabase, type Database } from '../../../src/store/database.js';
import { FileStore } from '../../../src/store/file-store.js';
import { testEnvironment } from '../../support/environment.js';
import { PostgresProxy } from '../../support/postgres-proxy.js';
import { startService, workflowBundle, type TestService } from '../../support/service.js';
import { SlowDisk } from '../../support/slow-disk.js';
import { assertNoFilesLeft } from './assert-exactly-once.js';
import type { CaseLane } from './case-lane.js';

/**
 * An Integrator whose worker is in this process, so that what it does with files can be held as well. It cannot be
 * killed; cases that only halt runs share one, each on a site of its own.
 */
export class InnerLane implements CaseLane {
  readonly incoming: string;
  readonly opened: string;

  private constructor(
    readonly service: TestService,
    readonly control: PostgresProxy,
    readonly target: PostgresProxy,
    readonly disk: SlowDisk,
    private readonly database: Database,
    private readonly worker: RunningWorker,
  ) {
    this.incoming = join(service.folder, 'files', 'incoming');
    this.opened = join(service.folder, 'files', 'opened');
  }

  static async start(): Promise<InnerLane> {
    const service = await startService({ worker: false });
    const control = await PostgresProxy.start(service.databaseUrl);
    const target = await PostgresProxy.start(service.targetUrl);
    const database = openDatabase(control.url, () => undefined);
    const disk = SlowDisk.install();
    const { temporal, namespace } = testEnvironment();
    const worker = await runWorker({
      connectionOptions: { address: temporal.address },
      namespace,
      taskQueue: service.taskQueue,
      database,
      files: new FileStore(join(service.folder, 'files')),
      resolveSecret: (reference) =>
        reference === 'env:TARGET_URL' ? target.url : readFileSync(reference.replace('file:', ''), 'utf8'),
      workflowBundle,
    });
    return new InnerLane(service, control, target, disk, database, worker);
  }

  /** A case that failed leaves nothing on the sites of others. */
  renew(): Promise<void> {
    return Promise.resolve();
  }

  /** @throws AssertionError when a run has left a file in the making. */
  async stop(): Promise<void> {
    await this.worker.stop();
    this.disk.remove();
    await this.database.end();
    await Promise.all([this.control.stop(), this.target.stop()]);
    try {
      await assertNoFilesLeft(this);
    } finally {
      await this.service.stop();
    }
  }
}

import { randomUUID } from 'node:crypto';

import { migrate, openDatabase, type Database } from '../../src/store/database.js';
import type { NewRun } from '../../src/store/insert-run.js';
import { testEnvironment } from './environment.js';

/** A control database of its own, for tests that need nothing else of the service. */
export async function createControlDatabase(): Promise<Database> {
  const { postgres } = testEnvironment();
  const name = `control_${randomUUID().slice(0, 8)}`;
  await postgres.createDatabase(name);
  await migrate(postgres.url(name));
  return openDatabase(postgres.url(name), () => undefined);
}

/** A run to be opened, of a file that is not received yet. */
export function newRun(some: Partial<NewRun> = {}): NewRun {
  const id = randomUUID();
  return {
    id,
    site: 'S',
    integration: 'things',
    definitionVersion: 1,
    name: id,
    trigger: 'manual',
    requestedBy: 'test',
    requestHash: null,
    rerunOf: null,
    parameters: {},
    fileName: `${id}.csv`,
    fileSha256: null,
    fileBytes: null,
    externalFiles: {},
    exclusions: {},
    dryRun: false,
    liftedGuards: [],
    resubmits: null,
    overwrites: false,
    holdsFile: true,
    direction: 'import',
    send: null,
    isSet: false,
    plan: null,
    setRun: null,
    member: null,
    schedule: null,
    intendedAt: null,
    temporalRunId: '',
    ...some,
  };
}

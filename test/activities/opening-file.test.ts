import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { OpeningFile } from '../../src/activities/opening-file.js';
import type { Dependencies } from '../../src/activities/dependencies.js';
import { importIntegration } from '../../src/model/import-integration.js';
import { takeTurn } from '../../src/records/pgp/take-turn.js';
import { FileStore } from '../../src/store/file-store.js';
import type { StoredRun } from '../../src/store/runs.js';
import type { StoredSite } from '../../src/store/sites.js';
import { newRun } from '../support/control-database.js';
import { eventually } from '../support/eventually.js';

describe('a file whose content cannot be read while it waits to be decrypted', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-opening-'))));
  after(() => rm(folder, { recursive: true }));

  it('fails the step, and not the worker', async () => {
    const dependencies = { files: new FileStore(folder), resolveSecret: (key: string) => key } as Dependencies;
    const definition = importIntegration.parse({
      pgp: { connection: 'keys' },
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 'things', mode: 'insert' },
    });
    const key = await readFile(join(import.meta.dirname, '../records/pgp/fixtures/recipient-ecc.key.asc'), 'utf8');
    const connections = { keys: { kind: 'pgp-key', privateKeys: [{ key }], publicKeys: [] } };
    const site = { connections } as unknown as StoredSite;
    const todo = { run: newRun() as StoredRun, definition, site };
    const { signal } = new AbortController();
    const turns = await Promise.all(Array.from({ length: availableParallelism() }, () => takeTurn(signal)));
    const opening = new OpeningFile(dependencies, todo, () => undefined, signal);
    const opened = opening.open('source', { name: 'things.csv.pgp', sha256: 'ab'.repeat(32), bytes: 1 });
    const rejected = assert.rejects(opened, { code: 'ENOENT' });
    await eventually('decrypting has begun', () =>
      access(join(folder, 'opened', todo.run.id)).then(
        () => true,
        () => false,
      ),
    );
    // By now, a stream that is open already has told that it fails.
    await once(createReadStream(join(folder, 'missing')), 'error').catch(() => undefined);
    await setImmediate();
    for (const end of turns) end();
    await rejected;
  });
});

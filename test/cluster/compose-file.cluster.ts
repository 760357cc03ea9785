import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from '../../src/embedded/run-command.js';

const FILE = join(import.meta.dirname, '../../docker-compose.yml');

/** The part of `docker compose` that reads the file and checks it against the schema of the Compose Specification. */
const LOADER = 'github.com/compose-spec/compose-go/v2/cmd@v2.9.0';

interface Loaded {
  services: Record<string, { environment: Record<string, string>; deploy?: { replicas?: number } }>;
}

describe('docker-compose.yml, read by the loader of docker compose', () => {
  const load = (file: string) =>
    runCommand('go', ['run', LOADER, '--format', 'json', file], {
      env: { ...process.env, CGO_ENABLED: '0' },
      timeout: 170_000,
    });

  it('is a project of the specification, with the settings that are its defaults', async () => {
    const { ok, stdout, problem } = await load(FILE);
    assert.ok(ok, problem);
    const { services } = JSON.parse(stdout) as Loaded;
    assert.equal(services.worker?.deploy?.replicas, 2);
    assert.equal(services.temporal?.environment.NUM_HISTORY_SHARDS, '64');
  });

  it('would be refused with a property that there is not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-compose-'));
    try {
      const file = join(folder, 'docker-compose.yml');
      await writeFile(file, (await readFile(FILE, 'utf8')).replace('    healthcheck:', '    heathcheck:'));
      const { ok, problem } = await load(file);
      assert.ok(!ok);
      assert.match(problem, /'heathcheck' not allowed/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

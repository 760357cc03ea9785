import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { GuardedService } from './api/authentication/support/guarded-service.js';

const run = promisify(execFile);
const ENTRY = join(import.meta.dirname, '../src/api-key.ts');

describe('npm run api-key', () => {
  let guarded: GuardedService;
  /** As an embedded control database is found: by what `npm start` has noted in the data folder. */
  let data: string;

  before(async () => {
    guarded = await GuardedService.start();
    data = await mkdtemp(join(tmpdir(), 'temporal-integrator-data-'));
    await writeFile(join(data, 'control-url'), guarded.service.databaseUrl);
  });
  after(async () => {
    await rm(data, { recursive: true });
    await guarded.stop();
  });

  const entry = (...words: string[]) => entryIn({ INTEGRATOR_DATABASE_URL: guarded.service.databaseUrl }, ...words);
  const entryIn = (environment: Record<string, string>, ...words: string[]) =>
    run(process.execPath, ['--import', 'tsx', ENTRY, ...words], {
      env: { PATH: process.env.PATH ?? '', INTEGRATOR_DATA: data, ...environment },
    });

  it('makes the first key, which it prints alone; the key works until it is revoked here', async () => {
    const { stdout, stderr } = await entry('create', 'ops', '--role', 'operator', '--site', 'LIVE', '--site', 'DEV');
    assert.match(stderr, /told now and never again/);
    assert.match(stdout, /^ti_[0-9a-f]{16}_[\w-]{43}\n$/);
    const client = guarded.as(stdout.trim());
    assert.equal((await client.get('/api/v1/sites')).status, 200);
    const list = (await entry('list')).stdout;
    assert.match(list, /^[0-9a-f]{16} {2}ops {2}operator {2}LIVE, DEV {2}last used 2\S+Z\n$/);
    assert.ok(!list.includes(stdout.trim().slice(-43)));
    const [id = ''] = list.split(' ');
    assert.match((await entry('revoke', id)).stdout, /is revoked/);
    assert.equal((await client.get('/api/v1/sites')).status, 401);
    assert.match((await entry('list')).stdout, /revoked 2/);
  });

  it('finds the embedded control database, and takes a day as the end of a key', async () => {
    await entryIn({}, 'create', 'night', '--role', 'viewer', '--expires', '2999-01-01');
    assert.match(
      (await entry('list')).stdout,
      /night {2}viewer {2}all sites {2}last used never {2}expires 2999-01-01T00:00/,
    );
  });

  it('says what is wrong with what it is asked', async () => {
    const refused = async (said: RegExp, ...words: string[]) =>
      assert.rejects(entry(...words), (error: Error & { stderr: string }) => said.test(error.stderr));
    await refused(/npm run api-key -- create NAME/);
    await refused(/npm run api-key -- create NAME/, 'make', 'x');
    await refused(/role/, 'create', 'x');
    await refused(/sites/, 'create', 'x', '--role', 'viewer', '--site', 'no site');
    await refused(/expiresAt/, 'create', 'x', '--role', 'viewer', '--expires', 'tomorrow');
    await refused(/no API key 0123/, 'revoke', '0123456789abcdef');
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GuardedService } from '../api/authentication/support/guarded-service.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { beginIntegrator, integratorFor } from './support/integrator.js';

describe('integrator doctor', function () {
  // Each command is a process of its own.
  this.timeout(180_000);

  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('finds nothing amiss where nothing is', async () => {
    const site = uniqueSite();
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    await service.http.put(`/sites/${site}`, { kind: 'DEV', connections });
    const { code, stdout, stderr } = await integratorFor(service.api.url, site)('doctor');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^ok {6}API: answers at http/m);
    assert.match(stdout, /^ok {6}Clocks: this machine's and the API's agree$/m);
    for (const part of ['database', 'temporal', 'worker', 'files']) {
      assert.match(stdout, new RegExp(`^ok {6}Part ${part}: is up$`, 'm'));
    }
    assert.match(stdout, /^ok {6}Key: the API asks for none/m);
    assert.match(stdout, new RegExp(`^ok {6}Connection target of ${site}: established$`, 'm'));
  });

  it('ends with 1 and tells what is not established', async () => {
    const site = uniqueSite();
    const connections = { lost: { kind: 'postgres', url: 'env:LOST' } };
    await service.http.put(`/sites/${site}`, { kind: 'DEV', connections });
    const { code, stdout } = await integratorFor(service.api.url, site)('doctor', '--json');
    assert.equal(code, 1);
    const { findings } = JSON.parse(stdout) as { findings: { ok: boolean; what: string; detail: string }[] };
    const wrong = findings.filter(({ ok }) => !ok);
    assert.deepEqual(
      wrong.map(({ what }) => what),
      [`Connection lost of ${site}`],
    );
    assert.notEqual(wrong[0]?.detail, '');
  });

  it('says how to come to an API that is not there', async () => {
    const { code, stdout } = await integratorFor('http://127.0.0.1:1')('doctor');
    assert.equal(code, 1);
    assert.match(stdout, /^not ok {2}API: nobody answers at .* Start it \(npm start\), or say where it is/);
  });
});

describe('integrator doctor, where a key is asked for', function () {
  // Each command is a process of its own.
  this.timeout(180_000);

  let guarded: GuardedService;
  let folder: string;

  before(async () => {
    guarded = await GuardedService.start();
    folder = await mkdtemp(join(tmpdir(), 'integrator-doctor-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await guarded.stop();
  });

  it('says that one is missing, and where to put it', async () => {
    const { code, stdout } = await integratorFor(guarded.service.api.url)('doctor');
    assert.equal(code, 1);
    assert.match(stdout, /^not ok {2}Key: .*Set INTEGRATOR_API_KEY, or say --key-file\.$/m);
    assert.match(stdout, /^not ok {2}Part worker: /m);
  });

  it('tells whose key it is and what he may, from the environment or a file', async () => {
    const { token } = await guarded.makeKey('operator', ['LIVE'], 'night shift');
    const environment = { INTEGRATOR_URL: guarded.service.api.url };
    const byVariable = await beginIntegrator(['doctor'], { ...environment, INTEGRATOR_API_KEY: token }).ended;
    assert.match(byVariable.stdout, /^ok {6}Key: you are night shift: operator of LIVE$/m);
    const file = join(folder, 'key');
    await writeFile(file, `${token}\n`);
    const byFile = await beginIntegrator(['doctor', '--key-file', file], environment).ended;
    assert.match(byFile.stdout, /^ok {6}Key: you are night shift: operator of LIVE$/m);
    assert.doesNotMatch(byVariable.stdout + byFile.stdout + byFile.stderr, new RegExp(token));
  });
});

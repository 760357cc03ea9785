import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { decrypts } from '../records/pgp/support/decrypt-all.js';
import { makeKey, type KeyPair } from '../records/pgp/support/keys.js';
import { startService, type TestService } from '../support/service.js';
import { exportSite, type ExportSite } from './support/export-site.js';

describe('an export whose file is encrypted', () => {
  let service: TestService;
  let [theirs, ours]: KeyPair[] = [];
  before(async () => {
    service = await startService();
    [theirs, ours] = await Promise.all([makeKey('theirs'), makeKey('ours')]);
  });
  after(() => service.stop());

  async function site(pgp: Record<string, unknown>): Promise<ExportSite> {
    const [recipient, own] = [join(service.folder, 'theirs.asc'), join(service.folder, 'ours.asc')];
    await writeFile(recipient, theirs?.publicText ?? '');
    await writeFile(own, ours?.privateText ?? '');
    const given = await exportSite(service, {
      connections: {
        keys: { kind: 'pgp-key', publicKeys: [`file:${recipient}`], privateKeys: [{ key: `file:${own}` }] },
        recipients: { kind: 'pgp-key', publicKeys: [`file:${recipient}`] },
      },
      definition: { target: { connection: 'outbox', file: 'things.csv.pgp' }, pgp },
    });
    await given.sql(`insert into ${given.table} values ('a', 'one')`);
    return given;
  }

  it('can be opened by its recipient, who sees by whom it was signed', async () => {
    const { send, outbox } = await site({ connection: 'keys', sign: true });
    const run = await send('all');
    assert.equal(run.status, 'Completed', run.reason);
    const report = await decrypts(
      await readFile(join(outbox, 'things.csv.pgp')),
      {
        privateKeys: [{ key: theirs?.privateText ?? '' }],
        publicKeys: [ours?.publicText ?? ''],
        requireSignedBy: [ours?.fingerprint ?? ''],
      },
      'id,name\r\na,one\r\n',
    );
    assert.deepEqual([report.signedBy, report.fileName], [[ours?.fingerprint], 'things.csv']);
  });

  it('needs no key of its own where it is not signed, and its connection is established', async () => {
    const { site: id, send } = await site({ connection: 'recipients' });
    const { body } = await service.http.get(`/sites/${id}/connections/recipients/check`);
    assert.deepEqual(body, {
      connection: 'recipients',
      established: true,
      line: 'Connection to recipients established',
    });
    assert.equal((await send('all')).status, 'Completed');
    const unsigned = await site({ connection: 'recipients', sign: true });
    const run = await unsigned.send('all');
    assert.deepEqual([run.status, run.code], ['Failed', 'key-invalid']);
    assert.deepEqual(await unsigned.names(), []);
  });
});

describe('GET /sites/{site}/connections/{connection}/check', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('says why a connection cannot be established, in the words of the log', async () => {
    const { site } = await exportSite(service, { connections: { away: { kind: 'postgres', url: 'env:AWAY' } } });
    const { body } = await service.http.get(`/sites/${site}/connections/away/check`);
    assert.equal(body.established, false);
    assert.match(JSON.stringify(body), /Connection to away could not be established: PostgreSQL .* is not reachable/);
    const established = await service.http.get(`/sites/${site}/connections/source/check`);
    assert.equal(established.body.established, true);
  });

  it('is 404 for a connection that the site does not have', async () => {
    const { site } = await exportSite(service);
    const { status, body } = await service.http.get(`/sites/${site}/connections/other/check`);
    assert.deepEqual([status, body.code], [404, 'connection-not-found']);
  });
});

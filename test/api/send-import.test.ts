import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startService, type TestService } from '../support/service.js';
import { counts, importSite } from './support/import-site.js';

describe('Send All and Send Changed of an import', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('write every record, or those that differ from what the target holds', async () => {
    const path = join(service.folder, randomUUID());
    await mkdir(path);
    await writeFile(join(path, 'things.csv'), 'id,name\n1,one\n2,two\n');
    const { site, table } = await importSite(service, {
      connections: { inbox: { kind: 'folder', path } },
      definition: { source: { connection: 'inbox', file: 'things.csv', settleSeconds: 0 } },
    });
    const send = async (kind: 'all' | 'changed') => {
      const answer = await service.http.post(`/sites/${site}/integrations/things/send-${kind}`, undefined, {
        Prefer: 'wait=60',
      });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.body.send, kind);
      return answer.body.counts;
    };
    assert.deepEqual(await send('changed'), counts({ read: 2, applied: 2, inserted: 2 }));
    assert.deepEqual(await send('changed'), counts({ read: 2, unchanged: 2 }));
    assert.deepEqual(await send('all'), counts({ read: 2, applied: 2, updated: 2 }));
    await service.target.query(`update ${table} set name = 'other' where id = '1'`);
    assert.deepEqual(await send('changed'), counts({ read: 2, applied: 1, updated: 1, unchanged: 1 }));
  });
});

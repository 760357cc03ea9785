import assert from 'node:assert/strict';

import { importSite, type ImportSite } from '../api/support/import-site.js';
import { startService, type TestService } from '../support/service.js';
import { integratorFor, type Integrator } from './support/integrator.js';

const NO_SUCH_RUN = '00000000-0000-4000-8000-000000000000';

describe('a run that is named on the command line', function () {
  // Each command is a process of its own.
  this.timeout(180_000);
  let service: TestService;
  let site: ImportSite;
  let integrator: Integrator;

  before(async () => {
    service = await startService();
    site = await importSite(service);
    await service.http.put(`/sites/${site.site}/files/things.csv`, 'id,name\nE1,Ann\n');
    integrator = integratorFor(service.api.url, site.site);
  });
  after(() => service.stop());

  async function idOf(named: string): Promise<string> {
    const { stdout } = await integrator('show', named, '--json');
    return (JSON.parse(stdout) as { id: string }).id;
  }

  it('means by a Run Name the run that has it, and not a request that was refused for it', async () => {
    const { id } = await site.runWith({ file: 'things.csv', name: 'wanted twice' });
    const request = { integration: 'things', file: 'things.csv', name: 'wanted twice' };
    assert.equal((await service.http.post(`/sites/${site.site}/runs`, request)).body.code, 'run-name-taken');
    assert.equal(await idOf('wanted twice'), id);
  });

  it('finds a Run Name behind any number of newer ones that have it in theirs', async () => {
    const { id } = await site.runWith({ file: 'things.csv', name: 'weekly' });
    await service.database.query(
      `insert into run select made.* from run, generate_series(1, 501) as n, jsonb_populate_record(null::run,
         to_jsonb(run) || jsonb_build_object('id', gen_random_uuid(), 'name', 'weekly ' || n,
           'started_at', started_at + n * interval '1 s', 'ended_at', ended_at + n * interval '1 s')) as made
       where run.id = $1`,
      [id],
    );
    assert.equal(await idOf('weekly'), id);
  });

  it('says that there is no such run, by its name and by its id', async () => {
    for (const named of ['no such run', NO_SUCH_RUN]) {
      const { code, stderr } = await integrator('show', named);
      assert.equal(code, 1);
      assert.match(stderr, /^Run not found: /);
    }
  });
});

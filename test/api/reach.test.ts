import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { asCaller } from './support/as-caller.js';
import { assertProblem } from './support/problem.js';

describe('a caller who reaches some sites', () => {
  let service: TestService;
  let admin: TestService;
  let own: TestService;
  const [site, other] = [uniqueSite(), uniqueSite()];
  before(async () => {
    service = await startService({ authentication: { mode: 'required' } });
    admin = await asCaller(service, 'ada', 'admin');
    own = await asCaller(service, 'sam', 'admin', [site]);
    for (const one of [site, other]) await admin.http.put(`/sites/${one}`, { kind: 'DEV' });
  });
  after(() => service.stop());

  it('is shown those alone', async () => {
    const listed = async ({ http }: TestService) => (await http.get('/sites')).body.items.map((one) => one.site);
    assert.deepEqual(await listed(own), [site]);
    assert.deepEqual(await listed(admin), [site, other].sort());
  });

  it('clones none of them over another one, whether that is there or not', async () => {
    const clone = (to: string) => own.http.post(`/sites/${site}/clone`, { to });
    const [there, nowhere] = [await clone(other), await clone(uniqueSite())];
    for (const refused of [there, nowhere]) assertProblem(refused, 'forbidden', /sam/);
    assert.equal((await admin.http.get(`/sites/${other}/audit?action=clone`)).body.items.length, 0);
    const both = await asCaller(service, 'kim', 'admin', [site, other]);
    assert.equal((await both.http.post(`/sites/${site}/clone`, { to: other })).status, 200);
  });

  it('is named where it was asked: in notes, logs, runs and the audit', async () => {
    await own.http.post(`/sites/${site}/start`);
    await own.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    const { items } = (await own.http.get(`/sites/${site}/audit?by=sam`)).body;
    assert.deepEqual(
      items.map(({ action }) => action),
      ['stop', 'start'],
    );
  });
});

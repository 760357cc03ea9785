import assert from 'node:assert/strict';

import { assertProblem } from '../support/problem.js';
import { startService } from '../../support/service.js';
import { GuardedService } from './support/guarded-service.js';
import { OidcIssuer } from './support/oidc-issuer.js';

describe('the caller, asked by himself', () => {
  let issuer: OidcIssuer;
  let guarded: GuardedService;
  before(async () => {
    issuer = await OidcIssuer.start();
    const oidc = { issuer: issuer.url, audience: 'integrator', rolesClaim: 'roles' };
    guarded = await GuardedService.start({ oidc });
  });
  after(async () => {
    await issuer.goAway();
    await guarded.stop();
  });

  const ask = (token?: string) => guarded.as(token).get('/api/v1/caller');

  it('is the one of the API key, with its role and sites', async () => {
    const { token } = await guarded.makeKey('operator', ['DEV', 'STAGE'], 'night shift');
    const { status, body, text } = await ask(token);
    assert.equal(status, 200, text);
    const grants = [{ role: 'operator', sites: ['DEV', 'STAGE'] }];
    assert.deepEqual(body, { name: 'night shift', authentication: 'required', grants });
  });

  it('is the one of the token, with each role and where he has it', async () => {
    const roles = ['integrator:viewer', 'integrator:admin:DEV', 'other:admin'];
    const { body } = await ask(await issuer.token({ preferred_username: 'ada', roles }));
    assert.deepEqual(body, {
      name: 'ada',
      authentication: 'required',
      grants: [
        { role: 'viewer', sites: 'all' },
        { role: 'admin', sites: ['DEV'] },
      ],
    });
  });

  it('is nobody without a good key or token, and told so where he may nothing', async () => {
    assertProblem(await ask(), 'unauthenticated');
    assertProblem(await ask('ti_wrong'), 'unauthenticated');
    assertProblem(await ask(await issuer.token({ roles: [] })), 'forbidden', /has: none/);
  });

  it('may do everything, whoever he is, where no authentication is asked for', async () => {
    const open = await startService({ worker: false });
    try {
      const { body } = await open.http.get('/caller');
      assert.deepEqual(body, { name: 'api', authentication: 'none', grants: [{ role: 'admin', sites: 'all' }] });
    } finally {
      await open.stop();
    }
  });
});

import assert from 'node:assert/strict';

import { callerFor, type Identity } from '../../../src/api/authentication/identity.js';
import { oidcGrants } from '../../../src/api/authentication/oidc-grants.js';

describe('the roles of a token', () => {
  const all = { role: 'operator', sites: 'all' };
  const live = { role: 'operator', sites: ['LIVE'] };

  it('are a list, or a text with spaces', () => {
    assert.deepEqual(oidcGrants({ roles: ['integrator:operator', 'integrator:operator:LIVE'] }, 'roles'), [all, live]);
    assert.deepEqual(oidcGrants({ scope: 'openid integrator:operator:LIVE' }, 'scope'), [live]);
  });

  it('may be in a claim with a name that has points, or within another claim', () => {
    const roles = ['integrator:operator'];
    assert.deepEqual(oidcGrants({ 'https://example.com/roles': roles }, 'https://example.com/roles'), [all]);
    assert.deepEqual(oidcGrants({ realm_access: { roles } }, 'realm_access.roles'), [all]);
    assert.deepEqual(oidcGrants({ realm_access: 'none' }, 'realm_access.roles'), []);
  });

  it('that are not ours, or not whole, grant nothing', () => {
    for (const text of [
      'admin',
      'integrator',
      'integrator:',
      'integrator:root',
      'integrator:admin:',
      'Integrator:admin',
    ])
      assert.deepEqual(oidcGrants({ roles: [text] }, 'roles'), [], text);
    assert.deepEqual(oidcGrants({ roles: ['integrator:admin:no site', 'x integrator:admin'] }, 'roles'), []);
    for (const roles of [undefined, null, 7, {}, [7]]) assert.deepEqual(oidcGrants({ roles }, 'roles'), []);
  });
});

describe('a caller with several grants', () => {
  const ada: Omit<Identity, 'account'> = {
    name: 'ada',
    grants: [
      { role: 'viewer', sites: 'all' },
      { role: 'operator', sites: ['LIVE', 'STAGE'] },
      { role: 'admin', sites: ['LIVE', 'DEV'] },
    ],
  };

  it('reaches, for what needs a role, the sites where he has it or a higher one', () => {
    assert.deepEqual(callerFor(ada, 'viewer'), { ...ada, role: 'viewer', sites: 'all' });
    assert.deepEqual(callerFor(ada, 'operator'), { ...ada, role: 'operator', sites: ['LIVE', 'STAGE', 'DEV'] });
    assert.deepEqual(callerFor(ada, 'admin'), { ...ada, role: 'admin', sites: ['LIVE', 'DEV'] });
    assert.equal(callerFor({ name: 'bob', grants: [] }, 'viewer'), undefined);
  });
});

import assert from 'node:assert/strict';

import { HttpClient } from '../../support/http-client.js';
import { assertProblem } from '../support/problem.js';
import { GuardedService } from './support/guarded-service.js';

const WRONG = `ti_0123456789abcdef_${'A'.repeat(43)}`;

describe('requests of a caller', () => {
  let guarded: GuardedService;
  before(async () => {
    guarded = await GuardedService.start({ requestsAMinute: 5, trustedProxies: ['loopback'] });
  });
  after(() => guarded.stop());

  const from = (address: string, token?: string): HttpClient =>
    new HttpClient(guarded.service.api.url, {
      'X-Forwarded-For': address,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    });

  it('beyond the limit are refused, with how long to wait; those of others are not', async () => {
    const { token } = await guarded.makeKey('viewer', 'all', 'busy');
    for (let left = 4; left >= 0; left--) {
      const { status, headers } = await guarded.as(token).get('/api/v1/sites');
      assert.equal(status, 200);
      assert.match(headers.get('ratelimit') ?? '', new RegExp(`"requests"; r=${left}; t=\\d+`));
    }
    const refused = await from('10.0.0.9', token).get('/api/v1/sites');
    assertProblem(refused, 'too-many-requests', /More than 5 requests/);
    const wait = Number(refused.headers.get('retry-after'));
    assert.ok(wait > 0 && wait <= 60, String(wait));
    // Nor are those of one who has the same name.
    for (const name of ['quiet', 'busy']) {
      const other = await guarded.makeKey('viewer', 'all', name);
      assert.equal((await guarded.as(other.token).get('/api/v1/sites')).status, 200);
    }
  });

  it('without a name are counted by their address', async () => {
    for (let requests = 0; requests < 5; requests++) {
      assert.equal((await from('10.0.1.1').get('/livez')).status, 200);
    }
    assertProblem(await from('10.0.1.1').get('/livez'), 'too-many-requests');
    assert.equal((await from('10.0.1.2').get('/livez')).status, 200);
  });

  it('from one network of IPv6 are those of one address', async () => {
    for (let requests = 0; requests < 5; requests++) {
      assert.equal((await from(`2001:db8::${requests}`).get('/livez')).status, 200);
    }
    assertProblem(await from('2001:db8::9').get('/livez'), 'too-many-requests');
    assert.equal((await from('2001:db8:1::1').get('/livez')).status, 200);
  });
});

describe('refused tokens', () => {
  let guarded: GuardedService;
  before(async () => {
    guarded = await GuardedService.start();
  });
  after(() => guarded.stop());

  it('are too many after 30 of an address; those that were good before go on', async () => {
    const known = guarded.as((await guarded.makeKey('viewer')).token);
    assert.equal((await known.get('/api/v1/sites')).status, 200);
    for (let attempts = 0; attempts < 30; attempts++) {
      assertProblem(await guarded.as(WRONG).get('/api/v1/sites'), 'unauthenticated');
    }
    const refused = await guarded.as(WRONG).get('/api/v1/sites');
    assertProblem(refused, 'too-many-requests', /More than 30 refused tokens/);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    // Not even looked at, as it may be a lucky guess.
    const unproven = await guarded.makeKey('viewer');
    assertProblem(await guarded.as(unproven.token).get('/api/v1/sites'), 'too-many-requests');
    assert.equal((await known.get('/api/v1/sites')).status, 200);
    assert.equal((await guarded.as().get('/livez')).status, 200);
  });

  it('are counted for the address they come from: a caller cannot choose another one', async () => {
    const client = new HttpClient(guarded.service.api.url, {
      Authorization: `Bearer ${WRONG}`,
      'X-Forwarded-For': '10.0.0.77',
    });
    assertProblem(await client.get('/api/v1/sites'), 'too-many-requests');
  });
});

import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { mock } from 'node:test';

import { decodeJwt } from 'jose';

import type { HttpAnswer } from '../../support/http-client.js';
import { assertProblem } from '../support/problem.js';
import { GuardedService } from './support/guarded-service.js';
import { OidcIssuer } from './support/oidc-issuer.js';

const MINUTE = 60_000;

describe('a token of the identity provider', () => {
  let issuer: OidcIssuer;
  let guarded: GuardedService;

  before(async () => {
    issuer = await OidcIssuer.start();
    const oidc = { issuer: issuer.url, audience: 'integrator', rolesClaim: 'roles' };
    guarded = await GuardedService.start({ oidc });
  });
  after(async () => {
    mock.timers.reset();
    await issuer.goAway();
    await guarded.stop();
  });
  // Refused tokens are counted by the minute, and keys are asked for again after a while.
  before(() => mock.timers.enable({ apis: ['Date'], now: Date.now() }));
  beforeEach(() => mock.timers.tick(2 * MINUTE));

  const ask = (token: string, path = '/api/v1/sites'): Promise<HttpAnswer> => guarded.as(token).get(path);
  const assertTaken = async (token: string): Promise<void> => {
    const { status, text } = await ask(token);
    assert.equal(status, 200, text);
  };

  it('is taken, with the role and the sites it grants', async () => {
    await assertTaken(await issuer.token());
    const token = await issuer.token({ roles: ['integrator:viewer', 'integrator:operator:LIVE', 'other:admin'] });
    const stop = (site: string) => guarded.as(token).post(`/api/v1/sites/${site}/stop`, { reason: 'x' });
    assertProblem(await stop('LIVE'), 'site-not-found');
    assertProblem(await stop('DEV'), 'forbidden', /operator for LIVE/);
    assertProblem(await ask(token, '/api/v1/sites/DEV'), 'site-not-found');
    assertProblem(await ask(token, '/api/v1/api-keys'), 'forbidden', /needs the role admin.*viewer, operator/);
  });

  it('tells who he is: by the name people know him by, else by what there is', async () => {
    const create = async (claims: Record<string, unknown>) => {
      const token = await issuer.token({ roles: 'openid integrator:admin', ...claims });
      const { body, text } = await guarded.as(token).post('/api/v1/api-keys', { name: 'x', role: 'viewer' });
      assert.equal(typeof body.createdBy, 'string', text);
      return body.createdBy;
    };
    assert.equal(await create({ preferred_username: 'ada', email: 'ada@example.com' }), 'ada');
    assert.equal(await create({ email: 'ada@example.com' }), 'ada@example.com');
    assert.equal(await create({ preferred_username: ' ' }), '4711');
  });

  it('that grants nothing here is known, and may nothing', async () => {
    for (const roles of [undefined, [], ['integrator:root', 'integrator', 'admin', 'integrator:viewer:'], 7]) {
      assertProblem(await ask(await issuer.token({ roles })), 'forbidden', /4711 has: none/);
    }
  });

  it('is refused when it is for somebody else, of somebody else, or not for now', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const [claims, said] of [
      [{ aud: 'another' }, /"aud"/],
      [{ aud: undefined }, /"aud"/],
      [{ iss: 'https://elsewhere.example.com' }, /"iss"/],
      [{ exp: now - 10 }, /"exp"/],
      [{ exp: undefined }, /"exp"/],
      [{ nbf: now + 60 }, /"nbf"/],
      [{ sub: undefined }, /"sub"/],
    ] as const) {
      assertProblem(await ask(await issuer.token(claims)), 'unauthenticated', said, /Expected one of http/);
    }
  });

  it('names who may be called by a sub of 255 characters, and is refused where it names nobody', async () => {
    const sub = 'x'.repeat(255);
    assertProblem(await ask(await issuer.token({ sub, roles: [] })), 'forbidden', new RegExp(`${sub} has: none`));
    assertProblem(await ask(await issuer.token({ sub: ' ' })), 'unauthenticated', /no sub that could name anybody/);
  });

  it('is refused when nobody signed it, somebody else did, or with a secret', async () => {
    const [header = '', payload = '', signature = ''] = (await issuer.token()).split('.');
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const forged = (alg: string, key: string): string => {
      const input = `${encode({ alg, kid: 'first' })}.${payload}`;
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    const admin = encode({ ...decodeJwt(`${header}.${payload}.`), roles: ['integrator:admin'] });
    for (const token of [
      `${encode({ alg: 'none' })}.${payload}.`,
      forged('HS256', 'secret'),
      forged('HS256', issuer.url),
      `${header}.${admin}.${signature}`,
      `${header}.${payload}.${randomBytes(64).toString('base64url')}`,
      `${header}.${payload}`,
      'a.b.c',
    ]) {
      assertProblem(await ask(token), 'unauthenticated', /The token is refused/);
    }
  });

  it('is taken when the issuer has changed its keys, and the old ones are not', async () => {
    const old = await issuer.token();
    await assertTaken(old);
    mock.timers.tick(MINUTE);
    await issuer.rotate('second');
    await assertTaken(await issuer.token());
    assertProblem(await ask(old), 'unauthenticated', /no applicable key/);
  });

  it('with a key nobody knows is refused, and the issuer not asked for each', async () => {
    await assertTaken(await issuer.token());
    mock.timers.tick(MINUTE);
    const before = issuer.asked;
    for (let tokens = 0; tokens < 5; tokens++) {
      const token = await issuer.token({}, { kid: `unknown-${tokens}` });
      assertProblem(await ask(token), 'unauthenticated', /no applicable key/);
    }
    assert.equal(issuer.asked, before + 1);
  });

  it('can be told of neither way while the issuer is away and its keys are not at hand: try again', async () => {
    const token = await issuer.token();
    await assertTaken(token);
    await issuer.goAway();
    await assertTaken(token);
    mock.timers.tick(4 * MINUTE);
    const unknown = await issuer.token({}, { kid: 'new' });
    for (const attempt of [unknown, unknown]) {
      const answer = await ask(attempt);
      assertProblem(answer, 'service-unavailable', /identity provider http:/, /Try again/);
      assert.equal(answer.headers.get('retry-after'), '5');
    }
    const { token: key } = await guarded.makeKey('viewer');
    await assertTaken(key);
    await issuer.comeBack();
    await assertTaken(await issuer.token());
  });

  it('is of nobody where the issuer calls itself by another name', async () => {
    const oidc = { issuer: `${issuer.url}/`, audience: 'integrator', rolesClaim: 'roles' };
    const other = await GuardedService.start({ oidc });
    try {
      const answer = await other.as(await issuer.token({ iss: oidc.issuer })).get('/api/v1/sites');
      assertProblem(answer, 'service-unavailable', /calls itself/);
    } finally {
      await other.stop();
    }
  });
});

import assert from 'node:assert/strict';

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { apiSettings, resolveGivenSecret } from '../src/config.js';

describe('the settings of the API', () => {
  const NAMES = ['HOST', 'AUTH', 'RATE_LIMIT', 'TRUSTED_PROXIES', 'OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_ROLES_CLAIM'];
  const before = Object.fromEntries(NAMES.map((name) => [name, process.env[`INTEGRATOR_${name}`] ?? '']));
  /** What is empty is not set. */
  const set = (settings: Record<string, string>): void => {
    for (const name of NAMES) process.env[`INTEGRATOR_${name}`] = settings[name] ?? '';
  };
  after(() => set(before));

  const settingsOf = (settings: Record<string, string>) => {
    set(settings);
    return apiSettings();
  };

  it('are those of one machine: this one only, without keys and limits', () => {
    const { host, authentication } = settingsOf({});
    assert.equal(host, '127.0.0.1');
    assert.deepEqual(authentication, {
      mode: 'none',
      oidc: undefined,
      requestsAMinute: undefined,
      trustedProxies: [],
    });
  });

  it('leave no API open to others without authentication', () => {
    for (const host of [
      '0.0.0.0',
      '::',
      '192.168.1.5',
      'integrator.example.com',
      '127.0.0.1.example.com',
      'localhost.',
    ]) {
      for (const auth of [{}, { AUTH: 'none' }]) {
        assert.throws(() => settingsOf({ HOST: host, ...auth }), /INTEGRATOR_HOST is .*Set INTEGRATOR_AUTH=required/);
      }
      assert.equal(settingsOf({ HOST: host, AUTH: 'required' }).authentication.mode, 'required');
    }
    for (const host of ['localhost', '127.0.0.1', '127.0.0.53', '::1']) {
      assert.equal(settingsOf({ HOST: host }).authentication.mode, 'none');
    }
  });

  it('limit how often a caller may ask, where there are several', () => {
    assert.equal(settingsOf({ AUTH: 'required' }).authentication.requestsAMinute, 6000);
    assert.equal(settingsOf({ AUTH: 'required', RATE_LIMIT: '10' }).authentication.requestsAMinute, 10);
    assert.equal(settingsOf({ RATE_LIMIT: '10' }).authentication.requestsAMinute, 10);
  });

  it('name an identity provider and what its tokens are for', () => {
    const oidc = { OIDC_ISSUER: 'https://login.example.com/', OIDC_AUDIENCE: 'integrator' };
    assert.deepEqual(settingsOf({ AUTH: 'required', ...oidc }).authentication.oidc, {
      issuer: 'https://login.example.com/',
      audience: 'integrator',
      rolesClaim: 'roles',
    });
    const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = oidc;
    assert.throws(() => settingsOf({ AUTH: 'required', OIDC_ISSUER: issuer }), /belong together/);
    assert.throws(() => settingsOf({ AUTH: 'required', OIDC_AUDIENCE: audience }), /belong together/);
    for (const wrong of ['http://login.example.com', 'login.example.com', 'http://localhost.example.com']) {
      assert.throws(() => settingsOf({ AUTH: 'required', ...oidc, OIDC_ISSUER: wrong }), /expected an address such as/);
    }
  });

  it('that are none are refused, with what was expected', () => {
    assert.throws(() => settingsOf({ AUTH: 'yes' }), /INTEGRATOR_AUTH is yes: expected one of none, required/);
    for (const wrong of ['0', '-1', 'many', '1.5']) {
      assert.throws(
        () => settingsOf({ RATE_LIMIT: wrong }),
        /INTEGRATOR_RATE_LIMIT is .*: expected a number from 1 on/,
      );
    }
    for (const wrong of ['everybody', '10.0.0.0/99']) {
      assert.throws(() => settingsOf({ TRUSTED_PROXIES: wrong }), /INTEGRATOR_TRUSTED_PROXIES/);
    }
    const { trustedProxies } = settingsOf({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8' }).authentication;
    assert.deepEqual(trustedProxies, ['loopback', '10.0.0.0/8']);
  });
});

describe('the secret that a connection names', () => {
  const NAMES = [
    'INTEGRATOR_DATABASE_URL',
    'INTEGRATOR_PAYLOAD_KEYS',
    'TEMPORAL_API_KEY',
    'TEMPORAL_TLS_CLIENT_KEY_PATH',
    'INTEGRATOR_DATA',
    'HR_TEST_SECRET',
  ] as const;
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'integrator-secrets-'));
    for (const name of ['payload', 'tls', 'hr']) await writeFile(join(folder, name), `${name} secret\n`);
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data', 'hr'), 'hr secret');
    await symlink(join(folder, 'payload'), join(folder, 'link'));
    await symlink(folder, join(folder, 'linked'));
    process.env.INTEGRATOR_DATABASE_URL = 'postgres://own';
    process.env.INTEGRATOR_PAYLOAD_KEYS = `k2=env:KEY,k1=file:${join(folder, 'payload')}`;
    process.env.TEMPORAL_API_KEY = 'own';
    process.env.TEMPORAL_TLS_CLIENT_KEY_PATH = relative('.', join(folder, 'tls'));
    process.env.INTEGRATOR_DATA = join(folder, 'data');
    process.env.HR_TEST_SECRET = 'given';
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  it('is one of the environment, or of a file', () => {
    assert.equal(resolveGivenSecret('env:HR_TEST_SECRET'), 'given');
    assert.equal(resolveGivenSecret(`file:${join(folder, 'hr')}`), 'hr secret');
    assert.equal(resolveGivenSecret(`file:${join(folder, 'data', 'hr')}`), 'hr secret');
    assert.throws(() => resolveGivenSecret('env:NONE'), { code: 'secret-not-found', message: /env:NONE is not there/ });
  });

  it('is what is looked at: a way around through links leads nowhere', () => {
    assert.throws(() => resolveGivenSecret('file:/dev/fd/../environ'), { code: 'secret-not-found' });
  });

  it('is none of those the product has for itself', () => {
    for (const reference of [
      'env:INTEGRATOR_DATABASE_URL',
      'env:TEMPORAL_API_KEY',
      `file:${join(folder, 'payload')}`,
      `file:${folder}/x/../payload`,
      `file:${join(folder, 'tls')}`,
      `file:${join(folder, 'link')}`,
      `file:${join(folder, 'linked', 'payload')}`,
      'file:/proc/self/environ',
      `file:${join(folder, 'data', 'postgres-password')}`,
    ]) {
      assert.throws(() => resolveGivenSecret(reference), { code: 'secret-not-found', message: /Integrator itself/ });
    }
  });
});

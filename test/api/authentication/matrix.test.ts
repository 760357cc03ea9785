import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { mayAct, type Role, type SiteScope } from '../../../src/model/caller.js';
import type { RunningApi } from '../../../src/run-api.js';
import { revokeApiKey } from '../../../src/store/api-keys.js';
import { encryptionWith } from '../../codec/support/keys.js';
import { HttpClient } from '../../support/http-client.js';
import { GuardedService } from './support/guarded-service.js';
import { ROUTE_NEEDS } from './support/route-needs.js';

/** A site that is not there: what comes through does nothing. */
const SITE = 'GHOST';

interface Row {
  caller: string;
  token?: string;
  /** Absent: no good key. */
  may?: { role: Role; sites: SiteScope };
}

describe('who may do what', () => {
  let guarded: GuardedService;
  /** With every route there can be. */
  let api: RunningApi;
  let rows: Row[];
  let routes: string[];

  before(async () => {
    guarded = await GuardedService.start({ trustedProxies: ['loopback'] });
    api = await guarded.service.startApi({ encryption: encryptionWith('k1') });
    const key = async (caller: string, role: Role, sites: SiteScope): Promise<Row> => ({
      caller,
      token: (await guarded.makeKey(role, sites, caller)).token,
      may: { role, sites },
    });
    rows = [
      { caller: 'nobody' },
      { caller: 'revoked', token: await revokedKey() },
      { caller: 'expired', token: await expiredKey() },
      { caller: 'with a wrong secret', token: (await guarded.makeKey('admin')).token.replace(/.{8}$/, 'AAAAAAAA') },
      await key('viewer', 'viewer', 'all'),
      await key('operator', 'operator', 'all'),
      await key('admin', 'admin', 'all'),
      await key('viewer of the site', 'viewer', [SITE]),
      await key('operator of the site', 'operator', ['OTHER', SITE]),
      await key('admin of the site', 'admin', [SITE]),
      await key('admin of another site', 'admin', ['OTHER']),
    ];
    const { paths } = (await new HttpClient(api.url).get('/openapi.json')).body as unknown as {
      paths: Record<string, object>;
    };
    routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
  });
  after(async () => {
    await api.stop();
    await guarded.stop();
  });

  const revokedKey = async (): Promise<string> => {
    const { id, token } = await guarded.makeKey('admin');
    assert.ok(await revokeApiKey(guarded.service.database, id, 'test'));
    return token;
  };

  const expiredKey = async (): Promise<string> => {
    const { id, token } = await guarded.makeKey('admin');
    await guarded.service.database.query('update api_key set expires_at = now() where id = $1', [id]);
    return token;
  };

  it('is said of every route there is, and of no other', () => {
    assert.deepEqual([...routes].sort(), Object.keys(ROUTE_NEEDS).sort());
  });

  it('is so: every route lets through whom it should, and nobody else', async () => {
    for (const route of routes) {
      // Each has an address of its own, as refused tokens are counted.
      const found = await Promise.all(rows.map(async (row) => `${row.caller}: ${await answered(row, route)}`));
      const expected = rows.map((row) => `${row.caller}: ${expectedOf(row, route)}`);
      assert.deepEqual(found, expected, route);
    }
  });

  let calls = 0;
  const answered = async ({ token }: Row, route: string): Promise<string> => {
    const [method = '', path = ''] = route.split(' ');
    const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => parameter(name));
    const headers = {
      'X-Forwarded-For': `10.0.${Math.floor(++calls / 250)}.${calls % 250}`,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    const client = new HttpClient(api.url, headers);
    const { status, body } = await client.send(method.toUpperCase(), address);
    if (status === 401 || status === 403) return `${status} ${body.code}`;
    assert.notEqual(status, 429);
    assert.notEqual(status, 500);
    return 'through';
  };

  const parameter = (name: string): string => {
    if (name === 'site') return SITE;
    return name === 'run' ? randomUUID() : '0123456789abcdef';
  };

  const expectedOf = ({ may }: Row, route: string): string => {
    const { role = 'nothing', ofAllSites = false } = ROUTE_NEEDS[route] ?? {};
    if (role === 'nothing') return 'through';
    if (may === undefined) return '401 unauthenticated';
    const { sites } = may;
    const isOutOfReach = sites !== 'all' && (ofAllSites || (route.includes('{site}') && !sites.includes(SITE)));
    return mayAct(may.role, role) && !isOutOfReach ? 'through' : '403 forbidden';
  };
});

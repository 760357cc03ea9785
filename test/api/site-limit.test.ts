import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';

import { SiteLimit } from '../../src/api/site-limit.js';

describe('calls that come for many sites at once', () => {
  let underWay: string[];
  let most: Record<'site' | 'all', number>;
  beforeEach(() => {
    underWay = [];
    most = { site: 0, all: 0 };
  });

  async function call(site: string): Promise<string> {
    underWay.push(site);
    most.all = Math.max(most.all, underWay.length);
    most.site = Math.max(most.site, underWay.filter((other) => other === site).length);
    await setImmediate();
    underWay.splice(underWay.indexOf(site), 1);
    return site;
  }

  it('wait for each other, those of a site and those of all', async () => {
    const limit = new SiteLimit(2, 5);
    const sites = Array.from({ length: 60 }, (_, index) => `SITE-${Math.floor(index / 10)}`);
    const answers = await Promise.all(sites.map((site) => limit.run(site, () => call(site))));
    assert.deepEqual(answers, sites);
    assert.deepEqual(most, { site: 2, all: 5 });
  });

  it('go on where one of them fails', async () => {
    const limit = new SiteLimit(1, 1);
    const failing = limit.run('A', () => Promise.reject(new Error('refused')));
    const next = limit.run('B', () => call('B'));
    await assert.rejects(failing, /refused/);
    assert.equal(await next, 'B');
  });
});

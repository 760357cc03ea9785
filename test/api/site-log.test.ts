import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { importSite } from './support/import-site.js';
import { assertProblem } from './support/problem.js';

/** `08-Jul-2014 15:05:30 (4): Site DEV started successfully!` */
const LINE = /^(\d\d)-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{4}) (\d\d:\d\d:\d\d) \((\d)\): (.+)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How far a line's time is from now, on a clock of the zone, in milliseconds. */
function age(line: string, timeZone: string): number {
  const [, day, month = '', year, time] = LINE.exec(line) ?? [];
  const said = Date.parse(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}T${time}Z`);
  return Date.parse(`${new Date().toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`) - said;
}

describe("a site's log", () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const newSite = async (properties = {}): Promise<string> => {
    const site = uniqueSite();
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', ...properties })).status, 201);
    return site;
  };
  const lines = async (site: string) => {
    const { status, headers, text } = await service.http.get(`/sites/${site}/log`);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
    return text.split('\n').slice(0, -1);
  };

  it('has the format and the words of the seed', async () => {
    const site = await newSite();
    await service.http.post(`/sites/${site}/start`);
    await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
    const written = await lines(site);
    for (const line of written) assert.match(line, LINE);
    const said = written.map((line) => line.slice(21));
    assert.ok(said.includes(`(4): Site ${site} started successfully!`), written.join('\n'));
    assert.equal(said.at(-1), `(4): Site ${site} stopped successfully!`);
    assert.ok(said.some((text) => text.includes('stocktake')));
  });

  for (const timeZone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
    it(`has the time at the site (${timeZone})`, async () => {
      const site = await newSite({ timeZone });
      await service.http.post(`/sites/${site}/start`);
      for (const line of await lines(site)) {
        const old = age(line, timeZone);
        assert.ok(old >= -2000 && old < 60_000, line);
      }
    });
  }

  it('has the time at the site as soon as it is in another zone', async () => {
    const site = await newSite({ timeZone: 'America/Los_Angeles' });
    await service.http.post(`/sites/${site}/start`);
    await service.http.put(`/sites/${site}`, { kind: 'DEV', timeZone: 'Asia/Kathmandu' });
    const written = await lines(site);
    assert.ok(written.length > 0);
    for (const line of written) {
      const old = age(line, 'Asia/Kathmandu');
      assert.ok(old >= -2000 && old < 60_000, line);
    }
  });

  it('has the time at the site also before its first start', async () => {
    const { site } = await importSite(service);
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test' });
    await service.http.delete(`/sites/${site}`);
    const timeZone = 'Pacific/Kiritimati';
    const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };
    await service.http.put(`/sites/${site}`, { kind: 'DEV', timeZone, connections });
    const definition = {
      schema: { fields: [{ name: 'id' }] },
      target: { connection: 'target', table: 't', mode: 'insert' },
    };
    await service.http.put(`/sites/${site}/integrations/things`, definition);
    await service.http.put(`/sites/${site}/files/a.csv`, 'id\n1\n');
    await service.http.post(`/sites/${site}/runs`, { integration: 'things', file: 'a.csv' });
    const last = (await lines(site)).at(-1) ?? '';
    assert.match(last, /Pending Changed/);
    const old = age(last, timeZone);
    assert.ok(old >= -2000 && old < 60_000, last);
  });

  it('tells of each connection at the start: established, or why not, and no secret', async () => {
    const site = await newSite({
      connections: {
        good: { kind: 'postgres', url: 'env:TARGET_URL' },
        away: { kind: 'postgres', url: 'env:AWAY' },
        inbox: { kind: 'folder', path: service.folder },
        missing: { kind: 'folder', path: `${service.folder}/missing` },
      },
    });
    const { body } = await service.http.post(`/sites/${site}/start`);
    assert.equal(body.message, `Site ${site} started successfully!`);
    const text = (await lines(site)).join('\n');
    assert.match(text, /\(4\): Connection to good established$/m);
    assert.match(text, /\(4\): Connection to inbox established$/m);
    assert.match(text, /\(4\): Connection to away could not be established: .*127\.0\.0\.1:1/m);
    assert.match(text, /\(4\): Connection to missing could not be established: .*missing.*(ENOENT|no such)/im);
    assert.ok(!text.includes('nobody'), 'the log has the user of a connection URL');
    assert.ok(!text.includes('postgres://'), 'the log has a connection URL');
  });

  it('tells of a run: asked for, and how it ended', async () => {
    const { site, run } = await importSite(service);
    const { name } = await run('id,name\n1,one\n,two\n');
    await service.http.post(`/sites/${site}/stop`, { reason: 'a test', mode: 'drain' });
    const text = (await lines(site)).join('\n');
    assert.match(text, /\(7\): Run of things requested/);
    assert.match(text, new RegExp(`\\(3\\): Run ${name} Completed with Errors: .*1 rejected`));
  });

  it('is followed live as text/event-stream', async () => {
    const site = await newSite();
    await service.http.post(`/sites/${site}/start`);
    const gone = new AbortController();
    const response = await fetch(`${service.api.url}/api/v1/sites/${site}/log`, {
      headers: { Accept: 'text/event-stream' },
      signal: gone.signal,
    });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    let heard = '';
    const decoder = new TextDecoder();
    let stopped = false;
    for await (const chunk of response.body ?? []) {
      heard += decoder.decode(chunk as Uint8Array, { stream: true });
      if (!stopped && heard.includes('started successfully!')) {
        stopped = true;
        await service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
      }
      if (heard.includes('stopped successfully!')) break;
    }
    gone.abort();
    // Comments are signs of life.
    const events = heard
      .split('\n\n')
      .slice(0, -1)
      .filter((event) => !event.startsWith(':'))
      .map((event) => event.replace(/^data: /, ''));
    for (const line of events) assert.match(line, LINE);
    assert.deepEqual(events, await lines(site));
  });

  it('is none of a site nobody knows', async () => {
    assertProblem(await service.http.get('/sites/NOWHERE/log'), 'site-not-found', /NOWHERE/);
    const streamed = await service.http.get('/sites/NOWHERE/log', { Accept: 'text/event-stream' });
    assertProblem(streamed, 'site-not-found', /NOWHERE/);
  });
});

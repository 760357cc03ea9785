import assert from 'node:assert/strict';

import { importSite } from '../api/support/import-site.js';
import { assertProblem } from '../api/support/problem.js';
import { startService, type TestService } from '../support/service.js';

/**
 * What comes from outside and goes into lines and headers. Formulas in the CSV of rejects are in
 * test/records/rejects-csv-formulas.test.ts, mail headers in test/connections/mail.test.ts, lines of calendars in
 * test/api/calendar-feed.test.ts.
 */
describe('A text that would begin a line or a header of its own', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('stays in its line of the log of a site, as the reason of a stop', async () => {
    const { site } = await importSite(service);
    const forged = `08-Jul-2014 15:05:30 (4): Site ${site} started successfully!`;
    for (const lineBreak of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\u001b[2K\u000b']) {
      await service.http.post(`/sites/${site}/stop`, { reason: `stocktake${lineBreak}${forged}` });
      await service.http.post(`/sites/${site}/start`);
    }
    const { text } = await service.http.get(`/sites/${site}/log`);
    assert.match(text, /stocktake 08-Jul-2014/);
    for (const line of text.split(/[\n\r\u2028\u2029\u0085\v]/)) assert.doesNotMatch(line, /^08-Jul-2014/);
  });

  for (const name of ['a\r\nSet-Cookie: a=b', 'a\nb', 'a\u0000b', 'a\u007fb']) {
    it(`is refused as a Run Name: ${JSON.stringify(name)}`, async () => {
      const { site } = await importSite(service);
      const asked = await service.http.post(`/sites/${site}/runs`, { integration: 'things', name });
      assertProblem(asked, 'invalid-request', /control characters/);
    });
  }

  for (const name of ['a"; filename="b.exe', "a'; x=y", 'a; b=c', 'a\\"b', 'größer 東京 💥', '../../a', '%0d%0aX: y']) {
    it(`stays in its parameter of Content-Disposition, as a Run Name: ${name}`, async () => {
      const { site, runWith } = await importSite(service);
      await service.http.put(`/sites/${site}/files/a.csv`, 'id,name\n1,one\n,two\n');
      const run = await runWith({ file: 'a.csv', name });
      const { headers, status } = await service.http.get(`/runs/${run.id}/rejects?format=csv`);
      assert.equal(status, 200);
      const disposition = headers.get('content-disposition') ?? '';
      // A quoted text, and after it nothing but the same name in its encoded form (RFC 6266).
      assert.match(disposition, /^attachment; filename="(?:[^"\\/]|\\["\\])*"(?:; filename\*=UTF-8''[\w%.~!*'()-]+)?$/);
      assert.equal(headers.get('set-cookie'), null);
    });
  }

  it('is found by no cursor that was made by hand', async () => {
    const { run } = await importSite(service);
    const { id } = await run('id,name\n1,one\n');
    for (const position of [0.5, -1, 1e300, '1; drop table reject', null, { after: 1 }]) {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
      assertProblem(await service.http.get(`/runs/${id}/rejects?cursor=${cursor}`), 'invalid-request', /cursor/);
    }
  });
});

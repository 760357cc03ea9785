import assert from 'node:assert/strict';

import { pack } from '../exactly-once/support/packing.js';
import { holdTable } from '../support/hold-table.js';
import type { AnswerBody } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { exportSite } from './support/export-site.js';
import { importSite } from './support/import-site.js';
import { RecordEndpoint } from './support/record-endpoint.js';
import { waitForEnd } from './support/start-run.js';
import { WatchedSite } from './support/watched-site.js';

const RECORDS = 20_000;
const CSV = Buffer.from(`id,name\n${Array.from({ length: RECORDS }, (_, index) => `${index},näme\n`).join('')}`);

describe('the progress of a run', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const look = async (path: string) => (await service.http.get(path)).body;
  const openRun = async (site: string): Promise<Record<string, unknown> | undefined> =>
    (await look(`/sites/${site}`)).runs[0];

  for (const { file, encoding, content } of [
    { file: 'things.csv', encoding: 'utf-8', content: () => Promise.resolve(CSV) },
    // Its bytes are those of the file, not of its text in UTF-8.
    {
      file: 'things.csv',
      encoding: 'windows-1252',
      content: () => Promise.resolve(Buffer.from(CSV.toString(), 'latin1')),
    },
    { file: 'things.csv.zip', encoding: 'utf-8', content: async () => (await pack(CSV, 'zip')).arrived },
  ]) {
    it(`is told, and to be looked up, while it loads ${file} in ${encoding}, and not when it has ended`, async () => {
      const { http } = service;
      const { site, table } = await importSite(service, { definition: { encoding } });
      assert.equal((await http.put(`/sites/${site}/files/${file}`, await content())).status, 200);
      const watched = await WatchedSite.start(service.api.url, site);
      const held = await holdTable(service, table);
      const { body: run } = await http.post(`/sites/${site}/runs`, { integration: 'things', file });
      // All is read; the target does not let it be written.
      const told = await watched.until(() => watched.dataOf('progress').find(({ records }) => records === RECORDS));
      const totalBytes = encoding === 'utf-8' ? CSV.length : CSV.length - RECORDS;
      const progress = { step: 'load', records: RECORDS, bytes: totalBytes, totalBytes };
      assert.deepEqual(told, { run: run.id, ...progress });
      assert.deepEqual((await look(`/runs/${run.id}`)).progress, progress);
      assert.deepEqual((await openRun(site))?.progress, progress);
      await held.release();
      const { status, counts, progress: after } = await waitForEnd(service, run.id);
      assert.deepEqual([status, counts.applied, after], ['Completed', RECORDS, undefined]);
    });
  }

  it('counts the records that have arrived where they are sent in batches', async () => {
    const partner = new RecordEndpoint();
    await partner.start();
    try {
      let answerSecond: () => void = () => undefined;
      const second = new Promise<void>((resolve) => (answerSecond = resolve));
      partner.answer = async (_received, count) => {
        if (count === 2) await second;
        return { status: 204 };
      };
      const { site, sql, table } = await exportSite(service, {
        connections: { partner: { kind: 'http', url: partner.url, allowPrivate: true } },
        definition: { target: { connection: 'partner', records: { path: '/things', batchSize: 100 } } },
      });
      await sql(`insert into ${table} select lpad(number::text, 4, '0'), 'one' from generate_series(1, 250) as number`);
      const watched = await WatchedSite.start(service.api.url, site);
      const { body: run } = await service.http.post(`/sites/${site}/integrations/things/send-all`);
      await watched.until(() =>
        watched.dataOf('progress').find(({ step, records }) => step === 'send' && records === 100),
      );
      const { progress } = (await look(`/runs/${run.id}`)) as AnswerBody & { progress: unknown };
      assert.deepEqual(progress, { step: 'send', records: 100 });
      answerSecond();
      assert.equal((await waitForEnd(service, run.id)).status, 'Completed');
    } finally {
      await partner.stop();
    }
  });
});

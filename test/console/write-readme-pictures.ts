import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

import { holdTable } from '../support/hold-table.js';
import { startService, type TestService } from '../support/service.js';
import { openConsole, type OpenConsole } from './support/open-console.js';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const PICTURES = join(import.meta.dirname, '../../docs/pictures');

interface SiteFile {
  integrations: Record<string, object>;
  integrationSets: Record<string, object>;
  schedules: Record<string, object>;
}

/** Writes the pictures of README.md anew, of the example: `npx mocha test/console/write-readme-pictures.ts`. */
describe('writing the pictures of the README', () => {
  let service: TestService;
  let shown: OpenConsole | undefined;
  before(async function () {
    await mkdir(PICTURES, { recursive: true });
    service = await startService();
    shown = await openConsole(this, service.api.url);
  });
  after(async () => {
    await shown?.close();
    await service.stop();
  });

  it('writes them', async () => {
    const { http } = service;
    const example = parse(await readFile(join(EXAMPLES, 'site.yaml'), 'utf8')) as SiteFile;
    const connections = {
      hr: { kind: 'postgres', url: 'env:TARGET_URL' },
      inbox: { kind: 'folder', path: join(EXAMPLES, 'inbox') },
    };
    await service.target.query(await readFile(join(EXAMPLES, 'employee.sql'), 'utf8'));
    await http.put('/sites/LIVE', { kind: 'LIVE', timeZone: 'Australia/Sydney', connections });
    for (const [name, definition] of Object.entries(example.integrations)) {
      await http.put(`/sites/LIVE/integrations/${name}`, definition);
    }
    for (const [name, definition] of Object.entries(example.integrationSets)) {
      await http.put(`/sites/LIVE/integration-sets/${name}`, definition);
    }
    for (const [name, definition] of Object.entries(example.schedules)) {
      await http.put(`/sites/LIVE/schedules/${name}`, definition);
    }
    await http.post('/sites/LIVE/start');
    const wait = { Prefer: 'wait=60' };
    const { body: ended } = await http.post('/sites/LIVE/runs', { integration: 'employees' }, wait);
    const assistant = await shown!.open(`/sites/LIVE/runs/${ended.id}/transaction-assistant`);
    await assistant.getByRole('row').nth(3).waitFor();
    await assistant.screenshot({ path: join(PICTURES, 'transaction-assistant.png') });

    const held = await holdTable(service, 'employee');
    await http.post('/sites/LIVE/runs', { integration: 'employees', name: 'employees, second delivery' });

    const site = await shown!.open('/sites/LIVE');
    await site.getByRole('progressbar').first().waitFor();
    await site.getByText('employees, second delivery').first().waitFor();
    await site.screenshot({ path: join(PICTURES, 'site.png') });
    await held.release();
  });
});

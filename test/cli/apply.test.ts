import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse, stringify } from 'yaml';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { integratorFor, runBash, type Integrator } from './support/integrator.js';

const EXAMPLE = join(import.meta.dirname, '../../examples/site.yaml');

describe('integrator apply', function () {
  // Each command is a process of its own.
  this.timeout(180_000);

  let service: TestService;
  let folder: string;
  let integrator: Integrator;
  let example: string;

  before(async () => {
    service = await startService();
    integrator = integratorFor(service.api.url);
    folder = await mkdtemp(join(tmpdir(), 'integrator-apply-'));
    example = await readFile(EXAMPLE, 'utf8');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await service.stop();
  });

  /** The example as a file of a site of its own, changed. */
  const fileOf = async (site: string, change: (text: string) => string = (text) => text): Promise<string> => {
    const path = join(folder, `${site}.yaml`);
    await writeFile(path, change(example.replace('site: DEV', `site: ${site}`)));
    return path;
  };
  const definitionOf = async (site: string) =>
    parse((await service.http.get(`/sites/${site}/definition`)).text) as Record<string, object>;

  it('makes a whole site, and changes nothing the second time', async () => {
    const site = uniqueSite();
    const file = await fileOf(site);
    const made = await integrator('apply', '-f', file, '--yes');
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^ {2}\+ integration employees$/m);
    assert.deepEqual(made.stdout.match(/^made {2}.*$/gm), [
      `made  site ${site}`,
      'made  integration employees',
      'made  integration set night-IntegrationSet',
      'made  schedule night',
    ]);
    assert.match(made.stderr, new RegExp(`Its Integrator is Stopped: integrator site start ${site}`));
    const again = await integrator('apply', '-f', file, '--yes');
    assert.deepEqual(
      [again.code, again.stdout],
      [0, `Site ${site}\n  = 4 unchanged\nNothing is to be changed.\n`],
      again.stderr,
    );
    assert.equal((await service.http.get(`/sites/${site}/integrations/employees`)).body.version, 1);
  });

  it('tells what would change, from what to what, and changes nothing with --dry-run', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const changed = await fileOf(site, (text) => text.replace('maxRejects: 5%', 'maxRejects: 7%'));
    const { code, stdout } = await integrator('apply', '-f', changed, '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}~ integration employees\n {6}limits\.maxRejects\S*: .*5.* → .*7/m);
    assert.match(stdout, /^ {2}= 3 unchanged$/m);
    assert.equal((await service.http.get(`/sites/${site}/integrations/employees`)).body.version, 1);
    assert.equal((await integrator('apply', '-f', changed, '--yes')).code, 0);
    assert.equal((await service.http.get(`/sites/${site}/integrations/employees`)).body.version, 2);
  });

  it('asks, and where nobody can answer it changes nothing', async () => {
    const site = uniqueSite();
    const { code, stdout, stderr } = await integrator('apply', '-f', await fileOf(site));
    assert.equal(code, 2);
    assert.match(stdout, /^ {2}\+ site /m);
    assert.match(stderr, /Nobody is here to answer: say --yes/);
    assert.equal((await service.http.get(`/sites/${site}`)).status, 404);
  });

  it('deletes what is only there with --prune, and leaves it without', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const smaller = await fileOf(site, (text) => text.slice(0, text.indexOf('integrationSets:')));
    const kept = await integrator('apply', '-f', smaller, '--yes');
    assert.match(kept.stdout, /^ {2}- schedule night: only there; stays, unless --prune is said$/m);
    assert.deepEqual(Object.keys((await definitionOf(site)).schedules ?? {}), ['night']);
    const pruned = await integrator('apply', '-f', smaller, '--yes', '--prune');
    assert.deepEqual(pruned.stdout.match(/^deleted {2}.*$/gm), [
      'deleted  schedule night',
      'deleted  integration set night-IntegrationSet',
    ]);
    assert.deepEqual(Object.keys((await definitionOf(site)).schedules ?? {}), []);
  });

  const wrong: [what: string, change: (text: string) => string, said: RegExp][] = [
    [
      'a type there is not',
      (text) => text.replace('type: date', 'type: day'),
      /yaml:24:36 {2}integrations\.employees\.schema\.fields\[6\]\.type: /,
    ],
    [
      'a property there is not',
      (text) => text.replace('timeZone:', 'timezone:'),
      /yaml:4:1 {2}timezone: there is no such property/,
    ],
    [
      'a connection there is not',
      (text) => text.replace('connection: hr,', 'connection: hrr,'),
      /yaml:\d+:\d+ {2}integrations\.employees\.target\.connection: expected a postgres connection of site \S+ \(hr\), got hrr/,
    ],
    [
      'a member there is not',
      (text) => text.replace('- { integration: employees }', '- { integration: employes }'),
      /integrationSets\.night-IntegrationSet\.members\[0\]\.integration: expected one of the site's integrations \(employees\), got employes/,
    ],
    [
      'a set there is not',
      (text) => text.replace('integrationSet: night', 'integrationSet: nigh'),
      /schedules\.night\.integrationSet: expected one of the site's integration sets/,
    ],
  ];
  for (const [what, change, said] of wrong) {
    it(`refuses ${what} at its line, before the first part is saved`, async () => {
      const site = uniqueSite();
      const { code, stderr } = await integrator('apply', '-f', await fileOf(site, change), '--yes');
      assert.equal(code, 1);
      assert.match(stderr, /^The file cannot be applied; nothing was changed\.\n/);
      assert.match(stderr, said);
      assert.equal((await service.http.get(`/sites/${site}`)).status, 404);
    });
  }

  it('has the API check what only it can, at its line, before the first part is saved', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const change = (text: string) =>
      text
        .replace('enum: [full-time, part-time, casual]', 'enum: [full-time]')
        .replace('type: date }', "type: date, format: '%Q' }");
    const { code, stderr } = await integrator('apply', '-f', await fileOf(site, change), '--yes');
    assert.equal(code, 1);
    assert.match(stderr, /yaml:24:\d+ {2}integrations\.employees\.schema\.fields\[6\]\.format: .*%Q/);
    assert.equal((await service.http.get(`/sites/${site}/integrations/employees`)).body.version, 1);
  });

  it('takes what export-site writes', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const exported = join(folder, 'exported.yaml');
    assert.equal((await integrator('export-site', '--site', site, '-o', exported)).code, 0);
    const again = await integrator('apply', '-f', exported, '--yes');
    assert.match(again.stdout, /Nothing is to be changed/, again.stderr);
    const whole = JSON.parse((await integrator('export-site', '--site', site, '--json')).stdout) as unknown;
    assert.deepEqual(whole, parse(await readFile(exported, 'utf8')));
  });

  it('takes a file from standard input', async () => {
    const site = uniqueSite();
    const apply = `"$NODE" "$BINARY" apply -f - --dry-run --url ${service.api.url}`;
    const { code, stdout } = await runBash(`cat ${await fileOf(site)} | ${apply}`);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^ {2}\\+ site ${site}$`, 'm'));
  });

  it('tells programs the plan as a document', async () => {
    const site = uniqueSite();
    const { code, stdout } = await integrator('apply', '-f', await fileOf(site), '--yes', '--json');
    assert.equal(code, 0);
    const plan = JSON.parse(stdout) as { new: string[] };
    assert.deepEqual(plan, {
      site,
      applied: true,
      new: [`site ${site}`, 'integration employees', 'integration set night-IntegrationSet', 'schedule night'],
      changed: [],
      onlyThere: [],
      deleted: [],
    });
  });

  it('applies a connection and the integration that needs it in one go', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const content = parse(await readFile(await fileOf(site), 'utf8')) as {
      connections: Record<string, object>;
      integrations: Record<string, { target: { connection: string } }>;
    };
    content.connections.payroll = { kind: 'postgres', url: 'env:PAYROLL_URL' };
    content.integrations.employees!.target.connection = 'payroll';
    const file = join(folder, 'moved.yaml');
    await writeFile(file, stringify(content));
    const { code, stdout, stderr } = await integrator('apply', '-f', file, '--yes');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /integrations?.*employees\n {6}target\.connection: "hr" → "payroll"/);
  });

  it('saves and shows a single integration', async () => {
    const site = uniqueSite();
    await integrator('apply', '-f', await fileOf(site), '--yes');
    const shown = await integrator('integration', 'show', 'employees', '--site', site);
    const file = join(folder, 'integration.yaml');
    await writeFile(file, shown.stdout.replace('5%', '6%'));
    const saved = await integrator('integration', 'apply', 'employees', '-f', file, '--site', site);
    assert.equal(saved.stdout, 'The integration employees is saved as version 2.\n', saved.stderr);
    const again = await integrator('integration', 'apply', 'employees', '-f', file, '--site', site);
    assert.equal(again.stdout, 'The integration employees is unchanged: it is so as version 2.\n', again.stderr);
    assert.match((await integrator('integration', 'list', '--site', site)).stdout, /^employees +import +2$/m);
  });
});

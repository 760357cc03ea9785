import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';

interface Placed {
  path: string;
  line?: number;
  column?: number;
}

const integration = `# as it is
source:
  connection: inbox
  file: things.csv
parameters:
- { name: company, type: string }
schema:
  primaryKey: id
  fields:
    - { name: id }
    - name: rate
      type: number
mapping:
  rate: { column: Rate }
target: { connection: hr, table: t, mode: upsert }
`;

/** What stands in the definition instead, where the error is, and at which text: «the part it points at». */
const MISTAKES: [what: string, part: string, instead: string, path: string][] = [
  ['a wrong value', 'type: number', 'type: «decimal', 'schema.fields[1].type'],
  ['a wrong value in one line', 'type: string', 'type: «money', 'parameters[0].type'],
  ['a wrong value in quotes', 'file: things.csv', 'file: «"../x.csv"', 'source.file'],
  ['an unknown property', 'type: number', '«typ: number', 'schema.fields[1].typ'],
  ['an unknown property at the top', 'mapping:', '«mappings:', 'mappings'],
  ['a property that is missing', '- name: rate\n', '- «title: Rate\n', 'schema.fields[1].name'],
  ['a property that is missing in one line', '{ name: id }', '«{ title: Id }', 'schema.fields[0].name'],
  ['a property that is missing at the top', 'source:', '«descr:\n', 'schema'],
  ['a mapping where a text is expected', 'file: things.csv', '«file: { a: b }', 'source.file'],
  ['a text where a mapping is expected', '{ name: id }', '«id', 'schema.fields[0]'],
  ['a property without a value', 'file: things.csv', '«file:', 'source.file'],
  ['an issue of the whole', 'primaryKey: id', "missingValues: ['']", 'target.mode'],
  ['a field that is not declared', '  rate: { column', '  «salary: { column', 'mapping.salary'],
  ['a connection that the site has not', 'connection: inbox', 'connection: «outbox', 'source.connection'],
  ['a file of no format', 'file: things.csv', 'file: «things.xls', 'source.file'],
  ['a rule that cannot be compiled', 'type: number', "type: date\n      format: «'%Q'", 'schema.fields[1].format'],
  ['what an anchor stands for', 'connection: inbox', 'connection: &c «outbox', 'source.connection'],
];

describe('what is wrong in a definition', () => {
  let service: TestService;
  let site: string;
  before(async () => {
    service = await startService();
    site = uniqueSite();
    const connections = { hr: { kind: 'postgres', url: 'env:TARGET_URL' }, inbox: { kind: 'folder', path: '/tmp' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
    for (const name of ['things', 'plain.things']) {
      const made = await service.http.put(`/sites/${site}/integrations/${name}`, integration);
      assert.equal(made.status, 201, made.text);
    }
  });
  after(() => service.stop());

  /** Puts a text in which `«` marks where the error is expected to point. */
  async function errorsOf(address: string, marked: string): Promise<{ errors: Placed[]; expected: object }> {
    const before = marked.split('«')[0]!.split('\n');
    const { status, body, text } = await service.http.put(`/sites/${site}${address}`, marked.replace('«', ''));
    assert.equal(status, 422, text);
    return { errors: body.errors, expected: { line: before.length, column: before.at(-1)!.length + 1 } };
  }

  async function assertPlaced(address: string, marked: string, path: string): Promise<void> {
    const { errors, expected } = await errorsOf(address, marked);
    const found = errors.find((error) => error.path === path);
    assert.ok(found, `${path} is not among ${JSON.stringify(errors)}`);
    assert.deepEqual({ line: found.line, column: found.column }, expected, JSON.stringify(found));
  }

  for (const [what, part, instead, path] of MISTAKES) {
    it(`is told with its line and column: ${what}`, async () => {
      assert.ok(integration.includes(part));
      let marked = integration.replace(part, instead);
      if (path === 'schema') marked = '«source: { connection: inbox, file: a.csv }\n';
      if (path === 'target.mode') marked = marked.replace('mode: upsert', 'mode: «upsert');
      await assertPlaced('/integrations/things', marked, path);
    });
  }

  it('is told so in JSON as well, and after Windows line ends', async () => {
    await assertPlaced('', '{\n  "kind": «"PROD",\n  "timeZone": "UTC"\n}', 'kind');
    await assertPlaced(
      '',
      '{"kind": "DEV",\r\n "connections": {"a": {"kind": "folder", «"paht": "x"}}}',
      'connections.a.paht',
    );
    await assertPlaced('', '{"kind": "DEV", "connections": {"a": «{"kind": "folder"}}}', 'connections.a.path');
  });

  it('is told so of texts that are no YAML', async () => {
    for (const marked of ['kind: DEV\n«kind: LIVE\n', 'kind: DEV\nconnections: «*nothing\n', 'kind: «@x\n']) {
      await assertPlaced('', marked, '');
    }
    const { errors } = await errorsOf('', '{"kind": "DEV",\n "timeZone": "UTC"');
    assert.equal(errors[0]!.line, 2);
  });

  it('is told so where names have dots: the longest name that fits is meant', async () => {
    const marked = 'kind: DEV\nconnections:\n  a: { kind: folder, path: b }\n  a.path: { kind: folder, path: «7 }\n';
    await assertPlaced('', marked, 'connections.a.path.path');
  });

  it('is told so in a site, a set, a schedule', async () => {
    await assertPlaced('', 'kind: DEV\nconnections:\n  «a b: { kind: folder, path: x }\n', 'connections.a b');
    await assertPlaced(
      '/integration-sets/night',
      'members:\n- integration: plain.things\n- integration: «nobody\n',
      'members[1].integration',
    );
    const recurrence = 'recurrence: { repeats: By Day, every: 1, startDate: 2026-12-07, startTime: "06:00" }\n';
    await assertPlaced('/schedules/night', `${recurrence}integration: «nobody\n`, 'integration');
    await assertPlaced(
      '/schedules/night',
      `integration: things\n${recurrence}parameters:\n  «nothing: [1]\n`,
      'parameters.nothing',
    );
    await assertPlaced(
      '/schedules/night',
      `integration: things\n${recurrence}holidays:\n  calendar: «none\n  policy: skip\n`,
      'holidays.calendar',
    );
    await assertPlaced(
      '/schedules/night',
      `integration: things\n${recurrence.replace('By Day', '«Daily')}`,
      'recurrence.repeats',
    );
  });

  it('is told so in an export', async () => {
    const marked = `direction: export
source: { connection: hr, query: «'select :company' }
target: { connection: inbox, file: all.csv }
`;
    await assertPlaced('/integrations/sent', marked, 'source.query');
    const key =
      'direction: export\nsource: { connection: hr, table: t }\ntarget: { connection: inbox, file: a.csv, deletedFile: b.csv }\n';
    await assertPlaced('/integrations/sent', `«${key}`, 'primaryKey');
  });

  it('is told without a place where there is no body', async () => {
    const { body } = await service.http.get('/sites/a%20b');
    assert.deepEqual(Object.keys(body.errors[0]!), ['path', 'message']);
  });
});

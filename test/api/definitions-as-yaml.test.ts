import assert from 'node:assert/strict';

import { parse } from 'yaml';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { exampleSite, piecesOf, type ExampleSite } from './support/example-definitions.js';
import { assertProblem } from './support/problem.js';

const AS_YAML = { Accept: 'application/yaml' };

describe('definitions as YAML', () => {
  let service: TestService;
  let example: ExampleSite;
  let site: string;
  before(async () => {
    service = await startService();
    example = await exampleSite();
    site = uniqueSite();
    for (const { address, definition } of piecesOf(example)) {
      const made = await service.http.put(`/sites/${site}${address}`, definition);
      assert.equal(made.status, 201, made.text);
    }
  });
  after(() => service.stop());

  const yamlOf = async (address: string): Promise<string> => {
    const answer = await service.http.get(`/sites/${site}${address}`, AS_YAML);
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/yaml\b/);
    assert.match(answer.headers.get('vary') ?? '', /Accept/);
    return answer.text;
  };

  it('are what PUT takes, and change nothing', async () => {
    const audit = async () => (await service.http.get(`/sites/${site}/audit?limit=500`)).body.items.length;
    const before = await audit();
    for (const { address } of piecesOf(example)) {
      const again = await service.http.put(`/sites/${site}${address}`, await yamlOf(address));
      assert.equal(again.status, 200, again.text);
      assert.equal(again.body.version ?? 1, 1);
    }
    assert.equal(await audit(), before);
  });

  it('say what the example says, and no more, in its order', async () => {
    assert.equal(
      await yamlOf('/integration-sets/night-IntegrationSet'),
      'abortOnFailure: true\n\nmembers:\n  - { integration: employees }\n',
    );
    const { schema, target, source, description } = example.integrations.employees!;
    const text = await yamlOf('/integrations/employees');
    // What the example says although it goes without saying is left out: 1 MB.
    const expected = { description, source, limits: { maxRejects: '5%' }, target };
    const { schema: written, ...rest } = parse(text) as Record<string, unknown>;
    assert.deepEqual(rest, expected);
    assert.deepEqual(written, { ...(schema as object), primaryKey: ['employee_number'] });
    assert.deepEqual([...text.matchAll(/^\w+/gm)].map(String), ['description', 'source', 'limits', 'schema', 'target']);
    assert.match(text, /^ {4}- \{ name: email, format: email \}$/m);
    assert.match(text, /^source: \{ connection: inbox, file: employees\.csv \}$/m);
  });

  it('have nothing of how things are', async () => {
    await service.http.post(`/sites/${site}/schedules/night/disable`);
    const { recurrence } = example.schedules.night as { recurrence: object };
    const { end, ...said } = recurrence as { end: string };
    assert.deepEqual(parse(await yamlOf('/schedules/night')), {
      integrationSet: 'night-IntegrationSet',
      recurrence: said,
    });
    assert.deepEqual(parse(await yamlOf('')), {
      kind: 'DEV',
      timeZone: 'Australia/Sydney',
      connections: example.connections,
    });
  });

  it('are given only where they are asked for', async () => {
    for (const Accept of ['*/*', 'application/json', 'text/html', 'application/json, application/yaml;q=0.5']) {
      const { headers, body } = await service.http.get(`/sites/${site}/integrations/employees`, { Accept });
      assert.match(headers.get('content-type') ?? '', /^application\/json\b/);
      assert.equal(body.version, 1);
    }
    const missing = await service.http.get(`/sites/${site}/integrations/none`, AS_YAML);
    assertProblem(missing, 'integration-not-found');
  });

  it('keep every text as it is, whatever other readers of YAML would take it for', async () => {
    const description = [
      'yes',
      '2026-01-01',
      '06:00',
      '1e3',
      'null',
      '',
      '~',
      ' x ',
      'a: b # c',
      '- x\n  y\n\n',
      '"\'\\',
      '😀',
    ];
    const fields = description.map((text, index) => ({ name: `f${index}`, title: text, description: `${text}\t` }));
    const definition = {
      schema: { fields: [...fields, { name: 'no', constraints: { enum: ['on', 'off', '0x1f', '1_000'] } }] },
      target: { connection: 'hr', table: 'texts', mode: 'insert' },
    };
    assert.equal((await service.http.put(`/sites/${site}/integrations/texts`, definition)).status, 201);
    const text = await yamlOf('/integrations/texts');
    for (const version of ['1.1', '1.2'] as const) {
      assert.deepEqual(parse(text, { version }), definition, version);
    }
    assert.equal((await service.http.put(`/sites/${site}/integrations/texts`, text)).body.version, 1);
    assert.equal((await service.http.delete(`/sites/${site}/integrations/texts`)).status, 204);
  });

  describe('of a whole site', () => {
    it('are one file, which makes the same site elsewhere', async () => {
      const { text, headers } = await service.http.get(`/sites/${site}/definition`);
      assert.match(headers.get('content-type') ?? '', /^application\/yaml\b/);
      const file = parse(text) as ExampleSite;
      assert.deepEqual(Object.keys(file), Object.keys(example));
      assert.equal(file.site, site);
      const copy = uniqueSite();
      for (const { address, definition } of piecesOf(file)) {
        const made = await service.http.put(`/sites/${copy}${address}`, definition);
        assert.equal(made.status, 201, made.text);
      }
      const copied = await service.http.get(`/sites/${copy}/definition`);
      assert.equal(copied.text, text.replace(site, copy));
    });

    it('are JSON where that is asked for, with the same', async () => {
      const { text } = await service.http.get(`/sites/${site}/definition`);
      const json = await service.http.get(`/sites/${site}/definition`, { Accept: 'application/json' });
      assert.deepEqual(json.body, parse(text));
    });

    it('keep what newer rules refuse as it was saved, beside the rest', async () => {
      const old = uniqueSite();
      assert.equal((await service.http.put(`/sites/${old}`, { kind: 'DEV' })).status, 201);
      await service.database.query(
        `insert into schedule (site, name, definition, note) values ($1, 'old', '{"was": "fine"}', '')`,
        [old],
      );
      const { status, text } = await service.http.get(`/sites/${old}/definition`);
      assert.equal(status, 200, text);
      const expected = {
        site: old,
        kind: 'DEV',
        integrations: {},
        integrationSets: {},
        schedules: { old: { was: 'fine' } },
      };
      assert.deepEqual(parse(text), expected);
      await service.database.query('delete from schedule where site = $1', [old]);
    });

    it('are none of a site that is not there', async () => {
      assertProblem(await service.http.get(`/sites/${uniqueSite()}/definition`), 'site-not-found');
    });
  });
});

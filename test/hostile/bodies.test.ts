import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from '../api/support/problem.js';
import { RATES, ratesSite } from '../api/support/rates-site.js';

const KB = 1024;

/** Broken bodies, doubled names, bombs of aliases and bodies that are too large are in test/api/bodies.test.ts. */
describe('A hostile body', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  const put = (body: string) => service.http.put(`/sites/${uniqueSite()}`, body);

  // A parser that runs out of stack may end the process: V8 cannot compile an expression then.
  for (const [form, body] of [
    ['lists in JSON', '['.repeat(100 * KB) + ']'.repeat(100 * KB)],
    ['objects in JSON', '{"a":'.repeat(40 * KB) + '1' + '}'.repeat(40 * KB)],
    ['lists in YAML', `${'- '.repeat(100 * KB)}x`],
    ['names in YAML', `${'? '.repeat(100 * KB)}x`],
    ['lists, just deep enough for the parser', '['.repeat(900) + ']'.repeat(900)],
  ] as const) {
    it(`that is deep, of ${form}, is refused by its depth`, async () => {
      assertProblem(await put(body), 'invalid-definition', /nested more than 100 deep/);
    });
  }

  // Larger than definitions may be: they are not read as YAML.
  for (const [form, deep] of [
    ['deeper than a call can be', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['deep, with a million things inside', '['.repeat(2000) + `0${',0'.repeat(1_000_000)}` + ']'.repeat(2000)],
  ] as const) {
    it(`with corrections that is ${form} is refused, and holds up nobody`, async () => {
      const { run, site } = await ratesSite(service);
      const { id } = await run(RATES);
      for (const ask of ['resubmit', 'check']) {
        const refused = service.http.post(`/runs/${id}/rejects/${ask}`, `{"all": true, "x": ${deep}}`);
        const other = await service.http.get(`/sites/${site}`);
        assert.equal(other.status, 200);
        assertProblem(await refused, 'invalid-request');
      }
    });
  }

  for (const body of ['kind: DEV\nx: &a\n  y: *a\n', '&a [*a]', '&a {connections: {b: *a}}']) {
    it(`that holds itself is refused: ${JSON.stringify(body)}`, async () => {
      assertProblem(await put(body), 'invalid-definition', /An alias of what it is a part of at line \d/);
    });
  }

  it('that holds many aliases is refused, also where they lead to little', async () => {
    assertProblem(await put(`a: &a x\nb: [${'*a, '.repeat(101)}]`), 'invalid-definition', /More than 100 aliases/);
  });

  for (const [place, body] of [
    ['a site', '{"kind": "DEV", "__proto__": {"timeZone": "UTC"}}'],
    ['its connections', '{"kind": "DEV", "connections": {"__proto__": {"kind": "folder", "path": "/tmp"}}}'],
    ['its calendars', 'kind: DEV\ncalendars:\n  __proto__: {dates: []}\n'],
  ] as const) {
    it(`with a name __proto__ in ${place} is refused, rather than taken without it`, async () => {
      assertProblem(await put(body), 'invalid-definition', /__proto__ at line \d/);
    });
  }

  it('may have names that every object has', async () => {
    const site = uniqueSite();
    const folder = { kind: 'folder', path: '/tmp' };
    const connections = { constructor: folder, toString: folder, hasOwnProperty: folder, valueOf: folder };
    const calendars = { constructor: { dates: [] } };
    const made = await service.http.put(`/sites/${site}`, { kind: 'DEV', connections, calendars });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(made.body.connections, connections);
    assert.deepEqual(made.body.calendars, calendars);
  });

  it('with a name that is no text is refused', async () => {
    assertProblem(await put('? {a: b}\n: c\n'), 'invalid-definition', /must be texts/);
    assertProblem(await put('{1: a, "1": b}'), 'invalid-definition', /must be unique/);
  });

  it('with thousands of wrong names is answered with a hundred of them', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `"k${index}": 1`);
    const answer = await put(`{"kind": "DEV", ${names.join()}}`);
    assertProblem(answer, 'invalid-definition', /k0: .* and 4900 more\.$/);
    assert.equal(answer.body.errors.length, 100);
  });

  it('is not repeated at length in the answer', async () => {
    const answer = await put(`a: ${'!'.repeat(200 * KB)}`);
    assertProblem(answer, 'invalid-definition');
    assert.ok(answer.text.length < 2 * KB, `${answer.text.length}`);
  });
});

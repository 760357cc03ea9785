import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

/** Each level has ten of the level before: 10^9 texts, if somebody wrote them out. */
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
  ),
  'kind: DEV',
].join('\n');

describe('a body in YAML or JSON', () => {
  let service: TestService;
  before(async () => (service = await startService()));
  after(() => service.stop());

  it('may be YAML, whatever its media type', async () => {
    for (const type of ['application/yaml', 'text/plain', 'application/json']) {
      const { status, body, text } = await service.http.put(
        `/sites/${uniqueSite()}`,
        '# a comment\nkind: STAGE\ntimeZone: Australia/Sydney\n',
        { 'Content-Type': type },
      );
      assert.equal(status, 201, text);
      assert.equal(body.kind, 'STAGE');
      assert.equal(body.timeZone, 'Australia/Sydney');
    }
  });

  for (const [title, text, said] of [
    ['broken YAML', 'kind: DEV\nconnections:\n  a: {kind: folder\n', /line [34]/],
    ['wrongly indented YAML', 'kind: DEV\n connections: {}\n', /line [12]/],
    ['broken JSON', '{"kind": "DEV",\n "timeZone": "UTC"', /line 2/],
    ['a key that stands twice', 'kind: DEV\nkind: LIVE\n', /kind|unique/],
    ['two documents', '---\nkind: DEV\n---\nkind: LIVE\n', /document/],
    ['an alias of nothing', 'kind: *nothing\n', /nothing/],
    ['an alias bomb', bomb, /alias/i],
    ['a list a hundred thousand deep', '['.repeat(100_000), /neither JSON nor YAML|nest|deep/i],
    ['a mapping fifty thousand deep', '{a: '.repeat(50_000), /neither JSON nor YAML|nest|deep/i],
    ['bytes that are no text', '\0\u0001\ufffe', /./],
  ] as const) {
    it(`is refused when it is ${title}, and makes nothing`, async () => {
      const site = uniqueSite();
      const began = Date.now();
      assertProblem(await service.http.put(`/sites/${site}`, text), 'invalid-definition', said);
      assert.ok(Date.now() - began < 15_000, 'it took long');
      assert.equal((await service.http.get(`/sites/${site}`)).status, 404);
    });
  }

  it('is refused over 256 kB, and the answer arrives', async () => {
    const text = `kind: DEV\n# ${'x'.repeat(3 * 1024 ** 2)}\n`;
    assertProblem(await service.http.put(`/sites/${uniqueSite()}`, text), 'body-too-large', /256 kB/);
  });

  it('cannot reach into the objects of the service', async () => {
    const answer = await service.http.put(
      `/sites/${uniqueSite()}`,
      '{"kind": "DEV", "__proto__": {"timeZone": "UTC"}}',
    );
    assert.ok([201, 422].includes(answer.status), answer.text);
    assert.equal(({} as Record<string, unknown>).timeZone, undefined);
  });
});

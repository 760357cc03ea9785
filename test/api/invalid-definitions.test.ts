import assert from 'node:assert/strict';

import { startService, uniqueSite, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

const good = `
description: as it is
source: { connection: inbox, file: things.csv }
dialect: { delimiter: ';' }
limits: { maxBytes: 1MB, maxRejects: 5% }
parameters:
  - { name: company, type: string, required: true }
schema:
  primaryKey: id
  fields:
    - { name: id }
    - { name: born, type: date }
    - { name: rate, type: number, constraints: { minimum: 0 } }
    - { name: kind, constraints: { enum: [a, b] } }
target: { connection: hr, table: employee, mode: upsert }
`;

/** A part of the definition above, what stands there instead, the path the answer names and what it says. */
const mistakes: [part: string, instead: string, path: string, said: RegExp][] = [
  ['type: number', 'type: decimal', 'schema.fields[2].type', /"number"/],
  ['type: date', 'typ: date', 'schema.fields[1].typ', /no such property/],
  ['{ name: id }', '{ title: Id }', 'schema.fields[0].name', /string/],
  ['{ name: id }', '{ name: born }', 'schema.fields[1].name', /born.*twice/],
  ['{ name: id }', 'id', 'schema.fields[0]', /object/],
  ['primaryKey: id', 'primaryKey: key', 'schema.primaryKey', /id, born, rate, kind.*key/],
  ['minimum: 0', 'minimum: low', 'schema.fields[2].constraints.minimum', /number/],
  ['minimum: 0', 'min: 0', 'schema.fields[2].constraints.min', /no such property/],
  ['minimum: 0', "pattern: '[0-9]+'", 'schema.fields[2].constraints.pattern', /string/],
  ['minimum: 0', 'minLength: -1', 'schema.fields[2].constraints.minLength', />=\s?0|0 or more/],
  ['enum: [a, b]', 'enum: []', 'schema.fields[3].constraints.enum', /at least|>=\s?1/],
  ['enum: [a, b]', "pattern: '(a'", 'schema.fields[3].constraints.pattern', /regular expression/],
  ['enum: [a, b]', 'required: yes please', 'schema.fields[3].constraints.required', /boolean/],
  ['type: date', "type: date, format: '%Q'", 'schema.fields[1].format', /%Q/],
  ['type: date', 'type: date, constraints: { maximum: soon }', 'schema.fields[1].constraints.maximum', /date/],
  ['type: number', "type: number, decimalChar: ','  , groupChar: ','", 'schema.fields[2].decimalChar', /groupChar/],
  ['name: kind', 'name: kind, type: boolean', 'schema.fields[3].constraints.enum', /boolean/],
  ["delimiter: ';'", 'delimiter: ";;"', 'dialect.delimiter', /one character/],
  ["delimiter: ';'", "delimiter: '\"'", 'dialect.delimiter', /quoteChar/],
  ["delimiter: ';'", 'separator: ";"', 'dialect.separator', /no such property/],
  ['maxBytes: 1MB', 'maxBytes: 1 megabyte', 'limits.maxBytes', /1MB/],
  ['maxBytes: 1MB', 'maxBytes: 0MB', 'limits.maxBytes', /0|expected/],
  ['maxBytes: 1MB', 'maxBytes: -5', 'limits.maxBytes', /0|512kB/],
  ['maxRejects: 5%', 'maxRejects: 105%', 'limits.maxRejects', /at most 100%/],
  ['maxRejects: 5%', 'maxRejects: few', 'limits.maxRejects', /5%/],
  ['name: company', 'name: 1st', 'parameters[0].name', /letter/],
  ['type: string, required', 'type: money, required', 'parameters[0].type', /"integer"/],
  ['required: true', 'default: 7', 'parameters[0].default', /string/],
  ['- { name: company', '- { name: company }\n  - { name: company', 'parameters', /once|twice/],
  ['connection: inbox', 'connection: outbox', 'source.connection', /inbox.*outbox/],
  ['connection: hr', 'connection: inbox', 'target.connection', /postgres.*hr.*inbox/],
  ['file: things.csv', 'file: ../things.csv', 'source.file', /without folders/],
  ['file: things.csv', 'file: things.xlsx', 'source.file', /\.csv, \.zip, \.pgp or \.gpg/],
  ['description: as it is', 'externalFiles: [{ name: tax, key: id, file: tax.txt }]', 'externalFiles[0].file', /\.csv/],
  ['description: as it is', 'externalFiles: [{ name: tax }]', 'externalFiles[0].key', /string/],
  ['description: as it is', 'pgp: { connection: hr }', 'pgp.connection', /pgp-key connection.*there is none.*hr/],
  ['description: as it is', 'pgp: { connection: keys }', 'pgp.connection', /pgp-key connection.*keys/],
  ['description: as it is', 'mapping: { kind: { parameter: kind } }', 'mapping.kind.parameter', /company.*kind/],
  ['description: as it is', 'onFileInUse: queue', 'onFileInUse', /"wait"/],
  ['maxRejects: 5%', 'maxDeletes: 200%', 'limits.maxDeletes', /at most 100%/],
  ['maxRejects: 5%', 'recordCount: { atLeast: half }', 'limits.recordCount.atLeast', /50%/],
  ['table: employee', 'table: a.b.c', 'target.table', /hr\.employee/],
  ['mode: upsert', 'mode: merge', 'target.mode', /"upsert"/],
  ['primaryKey: id', 'missingValues: [NA]', 'target.mode', /schema\.primaryKey/],
  ['description: as it is', 'direction: both', 'direction', /"import" or "export"/],
  ['description: as it is', 'encoding: latin1', 'encoding', /"utf-8"/],
  ['description: as it is', 'descriptoin: x', 'descriptoin', /no such property/],
  ['description: as it is', 'description: 7', 'description', /string/],
  ['description: as it is', 'description: "a\\0b"', 'description', /NUL|control|character/],
];

describe('an invalid definition of an integration', () => {
  let service: TestService;
  let address: string;
  before(async () => {
    service = await startService();
    const site = uniqueSite();
    address = `/sites/${site}/integrations/things`;
    const connections = { hr: { kind: 'postgres', url: 'env:TARGET_URL' }, inbox: { kind: 'folder', path: '/tmp' } };
    assert.equal((await service.http.put(`/sites/${site}`, { kind: 'DEV', connections })).status, 201);
    const made = await service.http.put(address, good);
    assert.equal(made.status, 201, made.text);
  });
  after(() => service.stop());

  const version = async () => (await service.http.get(address)).body.version;

  for (const [part, instead, path, said] of mistakes) {
    it(`is refused for ${JSON.stringify(instead)}: ${path}, ${String(said)}`, async () => {
      assert.ok(good.includes(part));
      const before = await version();
      const answer = await service.http.put(address, good.replace(part, instead));
      assertProblem(answer, 'invalid-definition', /^The integration is not valid/);
      const errors = answer.body.errors.filter((error) => error.path === path);
      assert.ok(errors.length > 0, answer.text);
      assert.match(errors.map(({ message }) => message).join(' '), said);
      assert.ok(answer.body.detail.includes(path));
      assert.equal(await version(), before);
    });
  }

  it('names every part that is wrong, not the first alone', async () => {
    const before = await version();
    const answer = await service.http.put(
      address,
      good
        .replace('type: date', 'type: day')
        .replace('mode: upsert', 'mode: merge')
        .replace('maxBytes: 1MB', 'maxBytes: x'),
    );
    assertProblem(answer, 'invalid-definition');
    assert.deepEqual(answer.body.errors.map(({ path }) => path).toSorted(), [
      'limits.maxBytes',
      'schema.fields[1].type',
      'target.mode',
    ]);
    assert.equal(await version(), before);
  });

  for (const [title, text] of [
    ['a list', '- a\n- b\n'],
    ['a text', 'things'],
    ['nothing', ''],
    ['null', 'null'],
    ['an empty object', '{}'],
  ] as const) {
    it(`is refused when it is ${title}`, async () => {
      const before = await version();
      assertProblem(await service.http.put(address, text), 'invalid-definition', /expected|schema/);
      assert.equal(await version(), before);
    });
  }
});

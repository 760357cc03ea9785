import assert from 'node:assert/strict';

import fc from 'fast-check';
import type { z } from 'zod';

import { asWritten } from '../../src/model/as-written.js';
import { integrationSet } from '../../src/model/integration-set.js';
import { integration } from '../../src/model/integration.js';
import { schedule } from '../../src/model/schedule.js';
import { siteProperties } from '../../src/model/site.js';

const imported = {
  direction: 'import',
  description: 'Every employee',
  source: { connection: 'inbox', file: '{site}-{date:yyyyMMdd}.csv', archive: 'done', settleSeconds: 0 },
  dialect: { delimiter: ';', quoteChar: "'", commentRows: [2], headerJoin: ' ', doubleQuote: false },
  encoding: 'windows-1252',
  pgp: { connection: 'keys', requireSignedBy: [] },
  limits: { maxBytes: '2MB', maxRejects: '5%', maxRecordBytes: 1024 ** 2 },
  onFileInUse: 'wait',
  parameters: [{ name: 'company', type: 'string', required: true }, { name: 'day' }],
  externalFiles: [{ name: 'tax', key: 'code', required: false, dialect: { delimiter: ',' } }],
  schema: {
    missingValues: ['', { value: 'n/a', label: 'none' }],
    primaryKey: 'id',
    fields: [
      { name: 'id', type: 'string', example: { no: 1 } },
      { name: 'rate', type: 'number', missingValues: ['-'], constraints: { minimum: 0, jsonSchema: { b: 1, a: 2 } } },
      { name: 'born', type: 'date', format: 'fmt:%d.%m.%Y' },
    ],
  },
  mapping: { rate: { column: 'Rate', trim: true }, born: { constant: '01.01.2026' } },
  target: { connection: 'hr', table: 'hr.employee', mode: 'upsert', onDuplicateKey: 'reject' },
};

const exported = {
  direction: 'export',
  source: { connection: 'hr', query: 'select *\nfrom employee\n' },
  parameters: [],
  fields: ['id', { name: 'Name', from: 'name' }],
  primaryKey: 'id',
  dialect: { delimiter: ',' },
  encoding: 'utf-8',
  pgp: { connection: 'keys', sign: false },
  limits: { maxDeletes: 100 },
  target: { connection: 'store', file: 'all.csv.pgp', onExisting: 'replace' },
};

const set = {
  description: 'At night',
  abortOnFailure: false,
  members: [
    { integration: 'one', when: 'always', parameters: { company: 'ACME' }, exclude: ['casuals'] },
    { integration: 'two', when: 'previousSucceeded', onFailure: 'continue' },
  ],
};

const scheduled = {
  integrationSet: 'night',
  members: [{}, { integration: 'two', file: 'x.csv' }],
  recurrence: { repeats: 'By Month', days: [1, 'last'], startDate: '2026-12-01', startTime: '06:00', gap: 'next' },
  overlap: 'queue',
  catchUpMinutes: 10,
  jitterSeconds: 0,
  holidays: { calendar: 'public', policy: 'skip' },
};

const properties = {
  kind: 'DEV',
  timeZone: 'UTC',
  connections: {
    web: { kind: 'http', url: 'https://store.example.com/api', headers: { 'X-Key': 'env:KEY' }, check: {} },
    keys: { kind: 'pgp-key', privateKeys: [{ key: 'file:/keys/one' }], publicKeys: [] },
    files: { kind: 'sftp', host: 'a', user: 'u', password: 'env:P', hostKeys: [`SHA256:${'A'.repeat(43)}`], path: '.' },
    hr: { kind: 'postgres', url: 'env:HR' },
  },
  exclusionGroups: { casuals: { employment: ['casual', 7, true] } },
  calendars: { public: { dates: ['2026-12-25'] } },
  notifications: { ops: { email: { to: ['o@example.com'], from: 'i@example.com', smtp: 'env:S' }, on: ['failed'] } },
  retention: { runs: 400, files: 30, rejects: 90 },
};

const KINDS: [what: string, schema: z.ZodType, definition: object][] = [
  ['an import', integration, imported],
  ['an export', integration, exported],
  ['an integration set', integrationSet, set],
  ['a schedule', schedule, scheduled],
  ['a site', siteProperties, properties],
];

describe('a definition as a person would write it', () => {
  for (const [what, schema, definition] of KINDS) {
    it(`is ${what} that is read as the same again, whatever of it is said`, () => {
      assert.ok(schema.safeParse(definition).success, JSON.stringify(schema.safeParse(definition).error?.issues));
      let accepted = 0;
      fc.assert(
        fc.property(someOf(definition), (given) => {
          const read = schema.safeParse(given);
          if (!read.success) return;
          accepted += 1;
          const written = asWritten(schema, read.data);
          assert.deepEqual(schema.parse(written), read.data);
          assert.deepEqual(asWritten(schema, written), written);
        }),
        { numRuns: 100, examples: [[definition as Json]] },
      );
      assert.ok(accepted > 5, `only ${accepted} were definitions`);
    });
  }

  it('says nothing that goes without saying, in the order of the schema', () => {
    const { pgp, externalFiles, ...rest } = imported;
    const said = asWritten(integration, {
      target: { mode: 'insert', table: 't', connection: 'hr' },
      dialect: { delimiter: ',' },
      limits: { maxBytes: '1MB' },
      schema: { fields: [{ type: 'string', name: 'id' }], primaryKey: [] },
      direction: 'import',
    });
    const bare = '{"schema":{"fields":[{"name":"id"}]},"target":{"connection":"hr","table":"t","mode":"insert"}}';
    assert.equal(JSON.stringify(said), bare);
    const written = asWritten(integration, rest) as Record<string, object>;
    assert.deepEqual(written.dialect, { delimiter: ';', quoteChar: "'", doubleQuote: false, commentRows: [2] });
    assert.deepEqual(written.limits, { maxBytes: 2 * 1024 ** 2, maxRejects: '5%' });
  });

  it('has named entries by their names', () => {
    const { connections } = asWritten(siteProperties, properties) as typeof properties;
    assert.deepEqual(Object.keys(connections), ['files', 'hr', 'keys', 'web']);
    assert.deepEqual(connections.keys, { kind: 'pgp-key', privateKeys: [{ key: 'file:/keys/one' }] });
  });

  it('is as it was saved where newer rules refuse it', () => {
    assert.deepEqual(asWritten(integration, { schema: { fields: [] }, old: 1 }), { schema: { fields: [] }, old: 1 });
  });
});

type Json = string | number | boolean | Json[] | { [name: string]: Json };

/** The definition without some of its parts, wherever they are. */
function someOf(part: unknown): fc.Arbitrary<Json> {
  if (Array.isArray(part)) return fc.tuple(...part.map(someOf));
  if (typeof part !== 'object' || part === null) return fc.constant(part as Json);
  const names = Object.keys(part);
  const parts = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, someOf(value)]));
  // Most stay, or hardly any of them would be a definition.
  const gone = fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(names) },
  );
  return fc
    .tuple(fc.record(parts), gone)
    .map(([all, without]) => Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name))));
}

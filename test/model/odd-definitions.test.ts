import assert from 'node:assert/strict';

import type { z } from 'zod';

import { integrationSet } from '../../src/model/integration-set.js';
import { integration } from '../../src/model/integration.js';
import { schedule } from '../../src/model/schedule.js';
import { siteProperties } from '../../src/model/site.js';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What somebody may write in the place of anything. */
const ODD: Json[] = ['', ' ', '0', 'x'.repeat(300), 0, -1, 1.5, true, null, [], [''], [[]], [null], {}, { '': '' }];

/** Definitions that have as much as they can; each is good as it is. */
const DEFINITIONS: [string, z.ZodType, Json][] = [
  [
    'an import',
    integration,
    {
      source: {
        connection: 'inbox',
        file: 'things.csv',
        settleSeconds: 1,
        archive: 'archive',
        failed: 'failed',
        expectedBy: { time: '06:00', days: ['Monday'] },
      },
      dialect: { delimiter: ';', nullSequence: '-', commentRows: [2] },
      limits: { maxBytes: '1MB', maxRejects: '5%', maxDeletes: 5, recordCount: { ofLast: 5, atLeast: '50%' } },
      parameters: [{ name: 'day', type: 'date', default: '2026-01-01' }],
      externalFiles: [{ name: 'codes', key: 'code' }],
      schema: {
        primaryKey: 'id',
        uniqueKeys: ['code', ['id', 'code']],
        foreignKeys: [{ fields: 'code', reference: { resource: 'codes', fields: 'id' } }],
        missingValues: ['', { value: 'n/a', label: 'none' }],
        fields: [
          { name: 'id', constraints: { pattern: 'E[0-9]+', minLength: 1 } },
          { name: 'code', categories: ['a', { value: 'b', label: 'B' }] },
          { name: 'rate', type: 'number', decimalChar: ',', constraints: { minimum: 0, enum: [1, 2] } },
        ],
      },
      mapping: { id: { column: 'ID', trim: true, case: 'upper' }, rate: { constant: 1 } },
      target: { connection: 'hr', table: 'hr.things', mode: 'upsert', onDuplicateKey: 'last' },
    },
  ],
  [
    'an export',
    integration,
    {
      direction: 'export',
      source: { connection: 'hr', query: 'select :day as id' },
      fields: ['id', { name: 'name', from: 'title' }],
      primaryKey: 'id',
      parameters: [{ name: 'day' }],
      dialect: { delimiter: ';' },
      encoding: 'utf-16',
      target: { connection: 'outbox', file: 'things-{date:yyyyMMdd}.csv', deletedFile: 'gone-{date:yyyyMMdd}.csv' },
    },
  ],
  ['a set', integrationSet, { abortOnFailure: true, members: [{ integration: 'things', parameters: { day: '1' } }] }],
  [
    'a schedule',
    schedule,
    {
      integration: 'things',
      overlap: 'queue',
      recurrence: {
        repeats: 'By Week',
        every: 2,
        days: ['Monday'],
        startDate: '2030-01-07',
        startTime: '06:00',
        end: '2030-12-31',
      },
    },
  ],
  [
    'a site',
    siteProperties,
    {
      kind: 'DEV',
      timeZone: 'Europe/Vienna',
      connections: { hr: { kind: 'postgres', url: 'env:URL' }, out: { kind: 'folder', path: '/out' } },
      exclusionGroups: { casuals: { employment: ['casual'] } },
    },
  ],
];

describe('an odd definition', () => {
  for (const [what, schema, definition] of DEFINITIONS) {
    it(`of ${what} is refused with what is wrong, or good: never does its reading fail`, () => {
      const before = JSON.stringify(definition);
      const { error } = schema.safeParse(definition);
      assert.equal(error, undefined, error?.message);
      for (const [path, odd] of mutations(definition)) {
        assert.doesNotThrow(() => schema.safeParse(odd), `${path} of ${JSON.stringify(odd)}`);
      }
      assert.equal(JSON.stringify(definition), before);
    });
  }
});

/** The definition with something odd in one place, for each of its places. */
function* mutations(value: Json, path = ''): Generator<[string, Json]> {
  for (const odd of ODD) yield [path, odd];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    for (const [where, odd] of mutations(inner, `${path}/${name}`)) {
      yield [where, Array.isArray(value) ? value.with(Number(name), odd) : { ...value, [name]: odd }];
    }
  }
}

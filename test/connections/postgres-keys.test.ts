import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { brief, stage, TargetDatabase, type Values } from './support/target-database.js';

describe('A load into PostgreSQL', () => {
  const target = new TargetDatabase();

  before(() => target.create());
  after(() => target.pool.end());
  beforeEach(() => target.empty());

  it('refuses what unique keys and foreign keys of the schema forbid, without a constraint in the table', async () => {
    await target.pool.query(`create table department (code text, country text);
      insert into department values ('D1', 'AU');
      create table item (id text primary key, email text, department text, country text);
      insert into item values ('Z', 'z@x', null, null), ('A', 'old@x', null, null)`);
    const { refusals } = await target.load(
      {
        table: 'item',
        fields: ['id', 'email', 'department', 'country'],
        uniqueKeys: [['email']],
        foreignKeys: [{ fields: ['department', 'country'], table: 'department', references: ['code', 'country'] }],
      },
      [
        ['A', 'a@x', 'D1', 'AU'],
        ['B', 'a@x', 'D1', 'AU'],
        ['C', 'z@x', null, null],
        ['D', null, 'D1', 'NZ'],
        ['E', 'old@x', 'D1', null],
      ],
    );
    assert.deepEqual(brief(refusals), [
      [2, 'email', 'unique', undefined],
      [3, 'email', 'unique', undefined],
      [4, 'department, country', 'foreignKey', undefined],
    ]);
    // E takes the address that A gives up in the same file.
    assert.deepEqual(await target.ids('item'), ['A', 'E', 'Z']);
  });

  it('refuses what was all right only because of a record that is refused, whichever rule or table refuses that', async () => {
    await target.pool.query(`create table item (id text primary key, email text, boss text, n int check (n > 0));
      insert into item values ('A', 'a@x', null, 1), ('F', 'f@x', null, 1)`);
    const { refusals } = await target.load(
      {
        table: 'item',
        fields: ['id', 'email', 'boss', 'n'],
        uniqueKeys: [['email']],
        foreignKeys: [{ fields: ['boss'], references: ['id'] }],
      },
      [
        // B takes the address that A gives up, but A names nobody.
        ['A', 'new@x', 'nobody', '1'],
        ['B', 'a@x', null, '1'],
        ['C', 'c@x', 'B', '1'],
        // The same with F, which the table refuses.
        ['F', 'free@x', null, '0'],
        ['G', 'f@x', null, '1'],
        ['H', 'h@x', 'G', '1'],
        ['I', 'i@x', 'F', '1'],
      ],
    );
    assert.deepEqual(brief(refusals), [
      [1, 'boss', 'foreignKey', undefined],
      [2, 'email', 'unique', undefined],
      [3, 'boss', 'foreignKey', undefined],
      [4, undefined, 'target-check', 'item_n_check'],
      [5, 'email', 'unique', undefined],
      [6, 'boss', 'foreignKey', undefined],
    ]);
    assert.deepEqual(await target.rows('select id, email from item order by id'), [
      ['A', 'a@x'],
      ['F', 'f@x'],
      ['I', 'i@x'],
    ]);
  });

  it('counts records that have nothing but a key', async () => {
    await target.pool.query(`create table item (id text primary key); insert into item values ('A')`);
    const { inserted, updated, taken } = await target.load({ table: 'item', fields: ['id'] }, [['A'], ['B']]);
    assert.deepEqual([inserted, updated, taken], [1, 0, 2]);
    const dry = await target.open({ dryRun: true, table: 'item', fields: ['id'] });
    await stage(dry, [['A'], ['C']]);
    await dry.settle();
    await dry.write();
    assert.deepEqual(await dry.differences(9, []), [{ kind: 'insert', before: null, after: { id: 'C' } }]);
    await dry.close();
  });

  it('refuses the later records of a key, however the writing comes upon them', async () => {
    await target.pool.query(`create table item (id text primary key, n int check (n > 0));
      insert into item values ('A', 1), ('B', 1)`);
    const { refusals, inserted, updated, taken } = await target.load({ table: 'item', fields: ['id', 'n'] }, [
      // A stays as it is, B changes, C comes, and D cannot: each is named twice.
      ['A', '1'],
      ['A', '2'],
      ['B', '2'],
      ['B', '3'],
      ['C', '1'],
      ['C', '1'],
      ['D', '0'],
      ['D', '1'],
    ]);
    assert.deepEqual(brief(refusals), [
      [2, 'id', 'duplicate-key', undefined],
      [4, 'id', 'duplicate-key', undefined],
      [6, 'id', 'duplicate-key', undefined],
      [7, undefined, 'target-check', 'item_n_check'],
      [8, 'id', 'duplicate-key', undefined],
    ]);
    assert.deepEqual([inserted, updated, taken], [1, 1, 3]);
    assert.deepEqual(await target.rows('select id, n from item order by id'), [
      ['A', 1],
      ['B', 2],
      ['C', 1],
    ]);
  });

  it('refuses the later records of a key that stays as it is', async () => {
    await target.pool.query(`create table item (id text primary key, n int); insert into item values ('A', 1)`);
    const { refusals, updated } = await target.load({ table: 'item', fields: ['id', 'n'] }, [
      ['A', '1'],
      ['A', '2'],
    ]);
    assert.deepEqual([brief(refusals), updated], [[[2, 'id', 'duplicate-key', undefined]], 0]);
    assert.deepEqual(await target.rows('select id, n from item'), [['A', 1]]);
  });

  it('applies nothing where the target takes two keys for one', async () => {
    await target.pool
      .query(`create collation ignores_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create table item (id text, n int); create unique index on item (id collate ignores_case)`);
    const records = [
      ['A', '1'],
      ['a', '1'],
    ];
    await assert.rejects(target.load({ table: 'item', fields: ['id', 'n'] }, records), /second time/);
    assert.deepEqual(await target.ids('item'), []);
  });

  it('applies the last record of a key, where the integration says so', async () => {
    await target.pool.query('create table item (id text primary key, n int)');
    const { refusals, overtaken, inserted } = await target.load(
      { table: 'item', fields: ['id', 'n'], onDuplicateKey: 'last' },
      [
        ['A', '1'],
        ['A', '2'],
        ['B', '1'],
        ['A', '3'],
      ],
    );
    assert.deepEqual([refusals, overtaken, inserted], [[], 2, 2]);
    assert.deepEqual(await target.rows('select id, n from item order by id'), [
      ['A', 3],
      ['B', 1],
    ]);
  });

  it('refuses more records than a call takes arguments', async () => {
    const count = 200_000;
    await target.pool.query(`create table item (id int primary key, n int);
      insert into item select n, n from generate_series(1, ${count}) as n`);
    const there = Array.from({ length: count }, (_, index) => [String(index + 1), '1']);
    const records = [...there, ...there.map(() => ['0', '1'])];
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'n'], mode: 'insert' }, records);
    assert.equal(inserted, 1);
    const codes = refusals.map(({ reason: { code } }) => code);
    const times = (code: string) => codes.filter((one) => one === code).length;
    assert.deepEqual([times('key-exists'), times('duplicate-key')], [count, count - 1]);
  });

  it('upserts into a partitioned table and counts', async () => {
    await target.pool.query(`create table item (id int primary key, n int) partition by hash (id);
      create table item_0 partition of item for values with (modulus 2, remainder 0);
      create table item_1 partition of item for values with (modulus 2, remainder 1);
      insert into item values (1, 1), (2, 2)`);
    const { inserted, updated, taken } = await target.load({ table: 'item', fields: ['id', 'n'] }, [
      ['1', '1'],
      ['2', '3'],
      ['3', '3'],
    ]);
    assert.deepEqual([inserted, updated, taken], [1, 1, 3]);
  });

  it('leaves no trace of a dry run, and tells what would change', async () => {
    await target.pool.query(`create table item (id text primary key, n int check (n > 0));
      insert into item values ('A', 1), ('B', 1), ('C', 1)`);
    const run = randomUUID();
    const opened = await target.open({ run, dryRun: true, table: 'item', fields: ['id', 'n'], mode: 'replace' });
    const values: Values[] = [
      ['A', '1'],
      ['B', '2'],
      ['D', '4'],
      ['E', '-1'],
    ];
    await stage(opened, values);
    await opened.settle();
    const { refusals, inserted, updated, deleted } = await opened.write();
    assert.deepEqual(
      [brief(refusals), inserted, updated, deleted],
      [[[4, undefined, 'target-check', 'item_n_check']], 1, 1, 1],
    );
    assert.deepEqual(await opened.differences(100, refusals), [
      { kind: 'insert', before: null, after: { id: 'D', n: 4 } },
      { kind: 'update', before: { id: 'B', n: 1 }, after: { id: 'B', n: 2 } },
      { kind: 'delete', before: { id: 'C', n: 1 }, after: null },
    ]);
    await opened.close();
    assert.deepEqual(await target.rows('select id, n from item order by id'), [
      ['A', 1],
      ['B', 1],
      ['C', 1],
    ]);
    assert.deepEqual(await target.rows(`select * from integrator.load where run = '${run}'`), []);
  });
});

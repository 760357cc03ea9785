import assert from 'node:assert/strict';

import { stage, TargetDatabase, type Values } from './support/target-database.js';

describe('A record that equals what is there and is not identical', () => {
  const target = new TargetDatabase();
  before(() => target.create());
  after(() => target.pool.end());

  it('is updated, and shown as a difference by a dry run', async () => {
    await target.pool.query(`
      create collation any_case (provider = icu, deterministic = false, locale = 'und-u-ks-level2');
      create table item (id text primary key, name text collate any_case, rate numeric);
      insert into item values ('A', 'smith', 1.0), ('B', 'Jones', 1.0)`);
    const things = { table: 'item', fields: ['id', 'name', 'rate'] };
    const records: Values[] = [
      ['A', 'Smith', '1.0'],
      ['B', 'Jones', '1.0'],
    ];
    const dry = await target.open({ ...things, dryRun: true });
    await stage(dry, records);
    await dry.settle();
    assert.equal((await dry.write()).updated, 1);
    assert.deepEqual(
      (await dry.differences(9, [])).map(({ kind, after }) => [kind, after?.name]),
      [['update', 'Smith']],
    );
    await dry.close();
    const { inserted, updated, taken } = await target.load(things, records);
    assert.deepEqual([inserted, updated, taken], [0, 1, 2]);
    assert.deepEqual(await target.rows('select name from item order by id'), [['Smith'], ['Jones']]);
  });

  it('may have values that PostgreSQL cannot compare at all', async () => {
    await target.pool.query(`create table note (id text primary key, note json);
      insert into note values ('A', '{"a": 1}'), ('B', '{"b": 1}')`);
    const { updated, taken } = await target.load({ table: 'note', fields: ['id', 'note'] }, [
      ['A', '{"a": 1}'],
      ['B', '{"b": 2}'],
    ]);
    assert.deepEqual([updated, taken], [1, 2]);
  });
});

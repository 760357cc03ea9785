import assert from 'node:assert/strict';

import { brief, TargetDatabase, type Values } from './support/target-database.js';

describe('Records the target refuses', () => {
  const target = new TargetDatabase();

  before(() => target.create());
  after(() => target.pool.end());
  beforeEach(() => target.empty());

  it('because of type, length or precision are told with the column; the others are applied', async () => {
    await target.pool.query(
      `create table item (id text primary key, amount numeric(5, 2), name varchar(5), born date)`,
    );
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'amount', 'name', 'born'] }, [
      ['A', '1.5', 'short', '2020-02-29'],
      ['B', 'no number', 'x', null],
      ['C', '1000', 'x', null],
      ['D', '1', 'longer', null],
      ['E', '1', 'x', '2021-02-29'],
      ['F', null, null, null],
    ]);
    assert.deepEqual(brief(refusals), [
      [2, 'amount', 'target-type', undefined],
      [3, 'amount', 'target-type', undefined],
      [4, 'name', 'target-type', undefined],
      [5, 'born', 'target-type', undefined],
    ]);
    assert.match(refusals[2]?.reason.message ?? '', /value too long for type character varying\(5\)/);
    assert.equal(inserted, 2);
    assert.deepEqual(await target.ids('item'), ['A', 'F']);
  });

  it('because of a domain are told with the constraint of the domain', async () => {
    await target.pool.query(`create domain percent as int constraint up_to_100 check (value <= 100);
      create table item (id text primary key, share percent)`);
    const { refusals } = await target.load({ table: 'item', fields: ['id', 'share'] }, [
      ['A', '100'],
      ['B', '101'],
    ]);
    assert.deepEqual(brief(refusals), [[2, 'share', 'target-check', 'up_to_100']]);
    assert.deepEqual(await target.ids('item'), ['A']);
  });

  it('because of not null, check and foreign key are told, each with its constraint', async () => {
    await target.pool.query(`create table department (code text primary key);
      insert into department values ('D1');
      create table item (id text primary key, name text not null, rate int constraint rate_positive check (rate > 0),
        department text constraint its_department references department)`);
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'name', 'rate', 'department'] }, [
      ['A', 'a', '1', 'D1'],
      ['B', null, '1', 'D1'],
      ['C', 'c', '0', 'D1'],
      ['D', 'd', '1', 'D2'],
      ['E', 'e', null, null],
      ['F', null, '-1', 'D3'],
    ]);
    assert.deepEqual(brief(refusals), [
      [2, 'name', 'target-required', undefined],
      [3, undefined, 'target-check', 'rate_positive'],
      [4, 'department', 'target-foreign-key', 'its_department'],
      [6, 'name', 'target-required', undefined],
    ]);
    assert.equal(inserted, 2);
    assert.deepEqual(await target.ids('item'), ['A', 'E']);
  });

  it('because of a unique index are told with the record, or the target, that has the value', async () => {
    await target.pool.query(`create table item (id text primary key, email text, constraint one_email unique (email));
      insert into item values ('Z', 'z@x'), ('Y', 'y@x')`);
    const { refusals, inserted, updated } = await target.load({ table: 'item', fields: ['id', 'email'] }, [
      ['A', 'a@x'],
      ['B', 'a@x'],
      ['C', 'z@x'],
      ['D', null],
      ['E', null],
      ['Y', 'new@x'],
    ]);
    assert.deepEqual(brief(refusals), [
      [2, 'email', 'target-unique', 'one_email'],
      [3, 'email', 'target-unique', 'one_email'],
    ]);
    assert.match(refusals[0]?.reason.message ?? '', /stands in record 1/);
    assert.deepEqual([inserted, updated], [3, 1]);
    assert.deepEqual(await target.ids('item'), ['A', 'D', 'E', 'Y', 'Z']);
  });

  it('by a trigger are told in the words of the trigger', async () => {
    await target.pool.query(`create table item (id int primary key, name text);
      create function forbid() returns trigger language plpgsql as $$
      begin if new.name = 'evil' then raise exception 'no % here', new.name; end if; return new; end $$;
      create trigger forbid before insert or update on item for each row execute function forbid()`);
    const records = Array.from({ length: 10_000 }, (_, index): Values => [String(index + 1), 'good']);
    for (const bad of [1, 777, 778, 5000, 10_000]) records[bad - 1] = [String(bad), 'evil'];
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'name'] }, records);
    assert.deepEqual(
      brief(refusals),
      [1, 777, 778, 5000, 10_000].map((record) => [record, undefined, 'target-refused', undefined]),
    );
    assert.equal(refusals[0]?.reason.message, 'no evil here');
    assert.equal(inserted, 9995);
    assert.deepEqual(await target.rows('select count(*)::int from item'), [[9995]]);
  });

  it('because of a partial unique index or an exclusion constraint are found one by one', async () => {
    await target.pool.query(`create table item (id int primary key, slot int4range, main boolean, place text,
        constraint no_overlap exclude using gist (slot with &&));
      create unique index one_main on item (place) where main`);
    const { refusals } = await target.load({ table: 'item', fields: ['id', 'slot', 'main', 'place'] }, [
      ['1', '[1,5)', 'true', 'X'],
      ['2', '[4,9)', 'false', 'X'],
      ['3', '[9,10)', 'true', 'X'],
      ['4', '[10,11)', 'false', 'X'],
    ]);
    assert.deepEqual(brief(refusals), [
      [2, undefined, 'target-unique', 'no_overlap'],
      [3, undefined, 'target-unique', 'one_main'],
    ]);
    assert.deepEqual(await target.ids('item'), ['1', '4']);
  });

  it('because a constraint is deferred to the commit are told before it', async () => {
    await target.pool.query(`create table item (id text primary key, boss text
      constraint has_boss references item deferrable initially deferred)`);
    const { refusals } = await target.load({ table: 'item', fields: ['id', 'boss'] }, [
      ['A', 'B'],
      ['B', null],
      ['C', 'Z'],
      ['D', 'C'],
    ]);
    // D names C, which went because it names nobody.
    assert.deepEqual(brief(refusals), [
      [3, 'boss', 'target-foreign-key', 'has_boss'],
      [4, 'boss', 'target-foreign-key', 'has_boss'],
    ]);
    assert.deepEqual(await target.ids('item'), ['A', 'B']);
  });

  it('get another turn when one of them needed another that comes later in the file', async () => {
    await target.pool.query(`create table item (id int primary key, boss int references item);
      create function forbid() returns trigger language plpgsql as $$
      begin if new.id = 5000 then raise exception 'not this one'; end if; return new; end $$;
      create trigger forbid before insert on item for each row execute function forbid()`);
    const count = 5000;
    const records = Array.from({ length: count }, (_, index): Values => [String(index + 1), String(count - 1 - index)]);
    records[count - 2] = [String(count - 1), null];
    records[count - 1] = [String(count), null];
    const { refusals } = await target.load(
      { table: 'item', fields: ['id', 'boss'] },
      records.filter(([, boss]) => boss !== '0'),
    );
    assert.deepEqual(
      brief(refusals).map(([, , code]) => code),
      ['target-refused'],
    );
  });

  it('cost the others nothing when a million of them are good and one is not', async () => {
    await target.pool.query(`create table item (id int primary key, name varchar(10) check (name <> 'worst'))`);
    const records = Array.from({ length: 100_000 }, (_, index): Values => [String(index), 'good']);
    records[54_321] = ['54321', 'far too long a name'];
    records[99_999] = ['99999', 'worst'];
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'name'] }, records);
    assert.deepEqual(
      refusals.map(({ record, reason }) => [record, reason.code]),
      [
        [54_322, 'target-type'],
        [100_000, 'target-check'],
      ],
    );
    assert.equal(inserted, 99_998);
  });

  it('may be every other one', async () => {
    await target.pool.query('create table item (id int primary key, n int)');
    const records = Array.from({ length: 4000 }, (_, index): Values => [String(index), index % 2 === 0 ? '1' : 'x']);
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'n'] }, records);
    assert.deepEqual([refusals.length, inserted], [2000, 2000]);
  });

  it('may be all of them', async () => {
    await target.pool.query('create table item (id int primary key)');
    const records = Array.from({ length: 300 }, (_, index): Values => [`no number ${index}`]);
    const { refusals, inserted } = await target.load({ table: 'item', fields: ['id'] }, records);
    assert.equal(refusals.length, 300);
    assert.equal(inserted, 0);
  });

  it('are not looked for when the table wants a column that is not loaded: no record could be right', async () => {
    await target.pool.query('create table item (id int primary key, kind text not null)');
    await assert.rejects(target.load({ table: 'item', fields: ['id'] }, [['1']]), {
      code: 'target-invalid',
      message: /kind .* Add it to schema\.fields/,
    });
  });
});

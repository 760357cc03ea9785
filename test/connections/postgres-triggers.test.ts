import assert from 'node:assert/strict';

import { brief, TargetDatabase, type LoadOptions } from './support/target-database.js';

describe('A target with triggers', () => {
  const target = new TargetDatabase();
  const things: LoadOptions = { table: 'item', fields: ['id', 'name'] };

  before(() => target.create());
  after(() => target.pool.end());
  beforeEach(() => target.empty());

  const itemTable = (columns = 'id text primary key, name text') => target.pool.query(`create table item (${columns})`);
  const trigger = (moment: string, body: string) =>
    target.pool.query(`create function fire() returns trigger language plpgsql as $$ begin ${body} end $$;
      create trigger fire ${moment} on item for each row execute function fire()`);
  const items = () => target.rows('select id, name from item order by id');

  describe('that keeps a record out without a word', () => {
    const keptOut = (message: RegExp) => ({ code: 'counts-differ', message });

    it('is told so when records are inserted; nothing is applied', async () => {
      await itemTable();
      await trigger('before insert', `if new.name = 'b' then return null; end if; return new;`);
      const load = target.load({ ...things, mode: 'insert' }, [
        ['A', 'a'],
        ['B', 'b'],
      ]);
      await assert.rejects(load, keptOut(/^1 of the records did not come into item.*look at record 2 first/));
      assert.deepEqual(await items(), []);
    });

    it('is told so when records without a key are inserted', async () => {
      await itemTable('id text, name text');
      await trigger('before insert', `if new.name = 'b' then return null; end if; return new;`);
      const load = target.load({ ...things, key: [], mode: 'insert' }, [
        ['A', 'b'],
        ['B', 'b'],
      ]);
      await assert.rejects(load, keptOut(/^2 of the records did not come into item/));
    });

    for (const moment of ['before insert', 'before update']) {
      it(`is told so when a record that is there was to be changed (${moment})`, async () => {
        await itemTable();
        await target.pool.query(`insert into item values ('A', 'a'), ('B', 'old')`);
        await trigger(moment, `if new.id = 'B' then return null; end if; return new;`);
        const load = target.load(things, [
          ['A', 'A'],
          ['B', 'new'],
          ['C', 'c'],
        ]);
        await assert.rejects(load, keptOut(/^1 of the records did not come into item.*look at record 2 first/));
        assert.deepEqual(await items(), [
          ['A', 'a'],
          ['B', 'old'],
        ]);
      });
    }
  });

  it('that makes of a value what is there already leaves it unchanged: nothing was kept out', async () => {
    await itemTable();
    await trigger('before insert', 'new.name := upper(new.name); return new;');
    const records = [
      ['A', 'a'],
      ['B', 'b'],
    ];
    assert.equal((await target.load(things, records)).inserted, 2);
    const again = await target.load(things, [...records, ['C', 'c']]);
    assert.deepEqual([again.inserted, again.updated, again.taken], [1, 0, 3]);
  });

  it('that mends a value lets it through a constraint; the one it cannot mend is refused alone', async () => {
    await itemTable(`id text primary key, name text not null check (name ~ '^[A-Z]+$')`);
    await trigger('before insert', `new.name := coalesce(upper(new.name), 'NONE'); return new;`);
    const { refusals } = await target.load(things, [
      ['A', 'abc'],
      ['B', 'a1'],
      ['C', 'def'],
      ['D', null],
    ]);
    assert.deepEqual(brief(refusals), [[2, undefined, 'target-check', 'item_name_check']]);
    assert.deepEqual(await target.ids('item'), ['A', 'C', 'D']);
  });

  it('that writes elsewhere has the record alone refused for what that place refuses', async () => {
    await itemTable();
    await target.pool.query('create table audit (id text, label text not null)');
    await trigger('after insert', 'insert into audit values (new.id, new.name); return new;');
    const { refusals } = await target.load(things, [
      ['A', 'a'],
      ['B', null],
      ['C', 'c'],
    ]);
    assert.deepEqual(
      brief(refusals).map(([record, , code]) => [record, code]),
      [[2, 'target-required']],
    );
    assert.deepEqual(await target.ids('item'), ['A', 'C']);
  });

  it('that leaves a column alone leaves its constraint to tell all who break it at once', async () => {
    await itemTable('id text primary key, name text unique, touched_at timestamptz');
    await trigger('before insert or update', 'new.touched_at := now(); return new;');
    const { refusals } = await target.load(things, [
      ['A', 'a'],
      ['B', 'a'],
    ]);
    // Found one by one, it would be in PostgreSQL's words.
    assert.match(refusals[0]?.reason.message ?? '', /^the same name stands in record 1/);
  });

  it('on one of its partitions alone is seen, too', async () => {
    await target.pool.query(`create table item (id int primary key, name text check (name = upper(name)))
        partition by range (id);
      create table low partition of item for values from (1) to (10);
      create table high partition of item for values from (10) to (20);
      create function fire() returns trigger language plpgsql as $$
      begin new.name := upper(new.name); return new; end $$;
      create trigger fire before insert on low for each row execute function fire()`);
    const { refusals } = await target.load(things, [
      ['1', 'a'],
      ['11', 'b'],
      ['2', 'c'],
    ]);
    assert.deepEqual(brief(refusals), [[2, undefined, 'target-check', 'item_name_check']]);
  });
});

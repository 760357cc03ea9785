import assert from 'node:assert/strict';

import { brief, TargetDatabase } from './support/target-database.js';

const TABLE = 'create table item (id text primary key, n text);';

const fires = (moment: string, body: string, table = 'item') =>
  `create function fire() returns trigger language plpgsql as $$ begin ${body} end $$;
   create trigger fire ${moment} on ${table} for each row execute function fire();`;

/** Targets that take two records with the same key for something else, or say something else of the second. */
const targets: { title: string; setup: string }[] = [
  {
    title: 'a trigger makes room for the second',
    setup: TABLE + fires('before insert', 'delete from item where id = new.id; return new;'),
  },
  {
    title: 'a trigger makes another key of each',
    setup: `${TABLE} create sequence s; ${fires('before insert', `new.id := new.id || nextval('s'); return new;`)}`,
  },
  {
    title: 'a trigger of a partition makes room for the second',
    setup: `create table item (id text primary key, n text) partition by list (id);
      create table part partition of item default;
      ${fires('before insert', 'delete from item where id = new.id; return new;', 'part')}`,
  },
  {
    title: 'a trigger below a view makes room for the second',
    setup: `create table below (id text primary key, n text); create view item as select * from below;
      ${fires('before insert', 'delete from below where id = new.id; return new;', 'below')}`,
  },
  {
    title: 'a trigger keeps the second out',
    setup: TABLE + fires('before insert', `if new.n = '2' then return null; end if; return new;`),
  },
  {
    title: 'a trigger raises an error of its own at the second',
    setup:
      TABLE +
      fires('after insert or update', `if new.n = '2' then raise 'no' using errcode = 'HR001'; end if; return null;`),
  },
  {
    title: 'a check raises an error of its own at the second',
    setup: `create function fits (n text) returns boolean language plpgsql as
        $$ begin if n = '2' then raise 'no' using errcode = 'HR001'; end if; return true; end $$;
      create table item (id text primary key, n text check (fits(n)));`,
  },
];

describe('Of records with the same key, the later one is refused and the others are applied', () => {
  const target = new TargetDatabase();

  before(() => target.create());
  after(() => target.pool.end());
  beforeEach(() => target.empty());

  for (const { title, setup } of targets) {
    it(`where ${title}`, async () => {
      await target.pool.query(setup);
      const { refusals, inserted } = await target.load({ table: 'item', fields: ['id', 'n'] }, [
        ['A', '1'],
        ['A', '2'],
        ['B', '1'],
      ]);
      assert.deepEqual(brief(refusals), [[2, 'id', 'duplicate-key', undefined]]);
      assert.equal(inserted, 2);
      assert.deepEqual(await target.rows('select left(id, 1), n from item order by id'), [
        ['A', '1'],
        ['B', '1'],
      ]);
    });
  }

  it('where the column takes for the same what its index does not, however often', async () => {
    await target.pool
      .query(`create collation ignores_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create table item (id text collate ignores_case, n text); create unique index on item (id collate "C")`);
    const records = [
      ['A', '1'],
      ['a', '2'],
    ];
    for (const inserted of [1, 0]) {
      const result = await target.load({ table: 'item', fields: ['id', 'n'] }, records);
      assert.deepEqual(brief(result.refusals), [[2, 'id', 'duplicate-key', undefined]]);
      assert.equal(result.inserted, inserted);
    }
  });
});

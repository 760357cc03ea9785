-- Up Migration

alter table run
  add column direction      text   not null default 'import',
  -- Send All or Send Changed, where it is one.
  add column send           text,
  -- Of an export: what there is to send, once it was collected (store/collected.ts).
  add column collected      jsonb,
  -- How many of its records, and of the keys that are gone, have arrived; refused ones are among them.
  add column sent_records   bigint not null default 0,
  add column sent_deletes   bigint not null default 0,
  -- The file that is being given its final name: whether it has it can be told from what is there.
  add column publishing     text;

-- One run at a time sends the records of an integration: each begins where the one before it has ended.
create unique index run_exporting on run (site, integration) where ended_at is null and direction = 'export';

-- What was acknowledged of an integration's records. The keys and hashes are in a file that is called after the run.
create table sent_state (
  site        text        not null,
  integration text        not null,
  run         uuid        not null,
  records     bigint      not null,
  at          timestamptz not null default now(),
  primary key (site, integration)
);

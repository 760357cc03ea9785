-- Up Migration

-- Named filters on fields: records a run may be told to leave out.
alter table site add column exclusion_groups jsonb not null default '{}';

alter table run
  -- Applied in the target and rolled back.
  add column dry_run        boolean not null default false,
  -- A run that waits for its file name is open without holding it.
  add column holds_file     boolean not null default true,
  -- By the name the integration gives them: {name, sha256, bytes}.
  add column external_files jsonb   not null default '{}',
  -- The exclusion groups it goes by, as they were when it was opened.
  add column exclusions     jsonb   not null default '{}',
  add column lifted_guards  text[]  not null default '{}',
  -- The run whose rejects it sends again, corrected; and whether it may overwrite what a later run has loaded.
  add column resubmits      uuid,
  add column overwrites     boolean not null default false,
  -- The attempt whose turn it is to load: what an earlier one does when it wakes does not count.
  add column load_attempt   integer not null default 1,
  -- An attempt has said that it is about to commit. Of a run that has ended: its target is still to be asked.
  add column may_have_applied boolean not null default false,
  -- The names of the columns of its file: what the fields of its rejects are called.
  add column header         jsonb;

drop index run_file_in_use;
create unique index run_file_in_use on run (site, file_name) where ended_at is null and holds_file;
create index run_that_waits on run (site, file_name) where ended_at is null and not holds_file;
create index run_of_integration on run (site, integration, started_at desc);

-- What a run did, step by step (seed: Additional Details). Lines are {at, text}, oldest first.
create table run_step (
  run        uuid           not null,
  step       text           not null,
  started_at timestamptz(3) not null default clock_timestamp(),
  ended_at   timestamptz(3),
  -- The attempt whose turn it is.
  attempt    integer        not null default 1,
  lines      jsonb          not null default '[]',
  primary key (run, step)
);

-- What a dry run would change: the first ones of each kind (insert, update, delete).
create table run_difference (
  run      uuid    not null,
  kind     text    not null,
  position integer not null,
  before   jsonb,
  after    jsonb,
  primary key (run, kind, position)
);

alter table reject
  -- Its texts by column; null where the line could not be read as a record.
  add column fields        jsonb,
  -- The values of its primary key as a JSON array, where they could be read.
  add column key           text,
  -- The run in which its correction went through, and the later run that has brought its key meanwhile.
  add column resolved_by   uuid,
  add column superseded_by uuid;

create index reject_open on reject (run) where key is not null and resolved_by is null and superseded_by is null;
-- A key may be longer than a B-tree takes.
create index reject_open_key on reject using hash (key)
  where key is not null and resolved_by is null and superseded_by is null;

-- A record of a run that stands for a reject of an earlier one: its correction, or the same key come again. Written
-- before the target commits, so that none is forgotten; it counts when the run has closed and has not refused it.
create table reject_answer (
  run             uuid    not null,
  record          bigint  not null,
  rejected_run    uuid    not null,
  rejected_record bigint  not null,
  is_correction   boolean not null,
  primary key (run, record, rejected_run, rejected_record)
);
create index reject_answer_to on reject_answer (rejected_run, rejected_record);

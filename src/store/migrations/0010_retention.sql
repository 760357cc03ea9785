-- Up Migration

alter table site
  -- For how many days it keeps what its runs have left (model/retention.ts).
  add column retention jsonb not null default '{"runs": 400, "files": 90, "rejects": 90}',
  -- The Temporal namespace, by its id, that knows the site's workflow: a restored database may have come to another one.
  add column temporal_namespace text;

-- What was removed because it was kept long enough, pass by pass.
create table retention_pass (
  id         uuid           primary key,
  started_at timestamptz(3) not null default clock_timestamp(),
  ended_at   timestamptz(3),
  -- How many of what.
  removed    jsonb          not null default '{}'
);

create index run_ended on run (ended_at) where ended_at is not null;

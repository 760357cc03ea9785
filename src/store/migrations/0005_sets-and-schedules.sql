-- Up Migration

-- Every version a run may have used stays, as with integrations.
create table integration_set_version (
  site       text        not null,
  name       text        not null,
  version    integer     not null,
  definition jsonb       not null,
  created_at timestamptz not null default now(),
  primary key (site, name, version)
);

create table integration_set (
  site    text    not null references site on delete cascade,
  name    text    not null,
  version integer not null,
  primary key (site, name),
  foreign key (site, name, version) references integration_set_version
);

-- Scheduled Integration Requests. Temporal's Schedule is made from the row, and repaired from it.
create table schedule (
  id              uuid           primary key default gen_random_uuid(),
  site            text           not null references site on delete cascade,
  name            text           not null,
  definition      jsonb          not null,
  enabled         boolean        not null default true,
  enabled_at      timestamptz(3) not null default clock_timestamp(),
  -- Who changed it last, and what.
  note            text           not null,
  created_at      timestamptz(3) not null default clock_timestamp(),
  changed_at      timestamptz(3) not null default clock_timestamp(),
  -- Every fire that was due before has its row.
  accounted_until timestamptz(3) not null default clock_timestamp(),
  unique (site, name)
);

-- What a schedule said before it was changed, until the fires of that time are accounted for.
create table schedule_era (
  schedule   uuid           not null references schedule on delete cascade,
  since      timestamptz(3) not null,
  until      timestamptz(3) not null,
  definition jsonb          not null,
  time_zone  text           not null,
  calendars  jsonb          not null,
  primary key (schedule, until)
);

-- A time at which a schedule was due. It has one run, whatever became of it, and outlives the schedule.
create table fire (
  schedule    uuid           not null,
  intended_at timestamptz(3) not null,
  run         uuid           not null unique,
  -- waiting: for an earlier one to end; running: its site was asked for the run; ended.
  state       text           not null,
  -- The workflow that sees to it.
  workflow    text,
  fired_at    timestamptz(3) not null default clock_timestamp(),
  primary key (schedule, intended_at)
);
create index fire_open on fire (schedule, intended_at) where state <> 'ended';

-- Days on which schedules may rest, by name.
alter table site add column calendars jsonb not null default '{}';

alter table run
  -- The run of a set: `integration` names the set, `definition_version` is the set's.
  add column is_set      boolean not null default false,
  -- Of a set's run: what it was asked with, and its members as they are to run, in their order.
  add column plan        jsonb,
  -- Of a member's run: the run of its set, and its place there, from 1.
  add column set_run     uuid,
  add column member      integer,
  -- The schedule it was a fire of, and when that was due.
  add column schedule    uuid,
  add column intended_at timestamptz(3);

create index run_of_set on run (set_run, member) where set_run is not null;
create index run_of_schedule on run (schedule, intended_at desc) where schedule is not null;
create index run_calendar on run (site, (coalesce(intended_at, started_at)), id) where set_run is null;

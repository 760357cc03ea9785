-- Up Migration

create table site (
  id          text primary key,
  kind        text        not null,
  time_zone   text        not null,
  connections jsonb       not null,
  -- The state of its Integrator as the site's workflow last wrote it: for lists. The workflow holds the truth.
  integrator  text        not null default 'Stopped',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

-- Every version a run may have used stays, also after the integration or its site was deleted.
create table integration_version (
  site       text        not null,
  name       text        not null,
  version    integer     not null,
  definition jsonb       not null,
  created_at timestamptz not null default now(),
  primary key (site, name, version)
);

create table integration (
  site    text    not null references site on delete cascade,
  name    text    not null,
  version integer not null,
  primary key (site, name),
  foreign key (site, name, version) references integration_version
);

-- The latest content of each uploaded file name. The content itself is in the file store, addressed by its SHA-256.
create table upload (
  site        text        not null references site on delete cascade,
  name        text        not null,
  sha256      text        not null,
  bytes       bigint      not null,
  uploaded_at timestamptz not null default now(),
  primary key (site, name)
);

create table run (
  id                 uuid primary key,
  site               text        not null,
  integration        text        not null,
  definition_version integer     not null,
  name               text        not null,
  status             text        not null,
  code               text,
  reason             text,
  trigger            text        not null,
  requested_by       text        not null,
  request_hash       text,
  rerun_of           uuid,
  parameters         jsonb       not null,
  file_name          text,
  file_sha256        text,
  file_bytes         bigint,
  read               bigint      not null default 0,
  applied            bigint      not null default 0,
  inserted           bigint      not null default 0,
  updated            bigint      not null default 0,
  deleted            bigint      not null default 0,
  unchanged          bigint      not null default 0,
  rejected           bigint      not null default 0,
  excluded           bigint      not null default 0,
  temporal_run_id    text        not null,
  started_at         timestamptz(3) not null default clock_timestamp(),
  ended_at           timestamptz(3),
  check ((status = 'In-Progress') = (ended_at is null))
);

-- A Run Name is unique within its site; a run that was refused takes none.
create unique index run_name on run (site, name) where status <> 'Not Run';

-- Only one run at a time reads a file of this name on this site (seed: Test the integrations, Caution).
create unique index run_file_in_use on run (site, file_name) where ended_at is null;

create index run_list on run (site, started_at desc, id desc);

-- Rejects are written before the target is: a load that is tried again finds them and writes the same ones.
create table reject (
  run         uuid   not null,
  record      bigint not null,
  line        bigint not null,
  byte_offset bigint not null,
  raw         text   not null,
  reasons     jsonb  not null,
  primary key (run, record)
);

-- Whoever waits for a run is told when it is opened and when it is closed.
create function notify_run() returns trigger language plpgsql as $$
begin
  perform pg_notify('integrator_run', new.id::text);
  return null;
end
$$;

create trigger notify_run after insert or update of status on run for each row execute function notify_run();

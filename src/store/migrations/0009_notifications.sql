-- Up Migration

-- Who is told of what happens on the site, by name.
alter table site add column notifications jsonb not null default '{}';

-- What there is to tell whom: written with what it tells of, in one transaction, and sent from here.
create table notification (
  id            uuid           primary key default gen_random_uuid(),
  position      bigint         not null generated always as identity,
  site          text           not null references site on delete cascade,
  -- Which of the site's notifications.
  name          text           not null,
  event         text           not null,
  -- What it is told of once: a run, a fire, a day.
  subject       text           not null,
  at            timestamptz(3) not null default clock_timestamp(),
  details       jsonb          not null,
  -- waiting, sent, given up.
  state         text           not null default 'waiting',
  attempts      integer        not null default 0,
  tried_since   timestamptz(3),
  due_at        timestamptz(3) not null default clock_timestamp(),
  last_error    text,
  settled_at    timestamptz(3),
  unique (site, name, event, subject),
  check ((state = 'waiting') = (settled_at is null))
);
create index notification_due on notification (due_at) where state = 'waiting';
create index notification_list on notification (site, position desc);
create index notification_settled on notification (settled_at) where settled_at is not null;

-- Runs that are looked at for being In-Progress for too long.
create index run_in_progress on run (site, started_at) where ended_at is null;

-- Whether a site tells anybody of an event.
create function tells_of(notifications jsonb, event_name text) returns boolean immutable language sql as $$
  select exists (select from jsonb_each(notifications) as one (name, definition) where definition -> 'on' ? event_name)
$$;

-- Writes down what there is to tell those of the site who listen; what was told of a subject once stays as it is.
create function raise_notification(site_id text, event_name text, of_integration text, of_subject text, facts jsonb)
returns void language sql as $$
  insert into notification (site, name, event, subject, details)
  select site.id, one.name, event_name, of_subject, facts
  from site, jsonb_each(site.notifications) as one (name, definition)
  where site.id = site_id and definition -> 'on' ? event_name
    and (definition -> 'integrations' is null or definition -> 'integrations' ? of_integration)
  on conflict (site, name, event, subject) do nothing
$$;

-- Whether a run that has ended is one to be told of as failed. A holiday is what the schedule asks for; of the members
-- that a set did not come to, the set tells.
create function is_failure(ended run) returns boolean immutable language sql as $$
  select ended.status in ('Failed', 'Completed with Errors')
    or ended.status = 'Not Run' and ended.schedule is not null and ended.code is distinct from 'holiday'
$$;

-- By a trigger, so that no way in which a run may end is forgotten.
create function tell_of_run() returns trigger language plpgsql as $$
declare
  facts     jsonb;
  recovered uuid;
begin
  -- A dry run is somebody's trial; most sites tell nobody.
  if new.dry_run or not exists (select from site where id = new.site and notifications <> '{}') then
    return null;
  end if;
  facts := jsonb_strip_nulls(jsonb_build_object(
    'run', new.id, 'runName', new.name, 'integration', new.integration, 'status', new.status,
    'reason', left(new.reason, 2000), 'read', new.read, 'applied', new.applied, 'rejected', new.rejected));
  if new.status = 'Completed with Errors' then
    perform raise_notification(new.site, 'completed-with-errors', new.integration, new.id::text, facts);
  elsif is_failure(new) then
    perform raise_notification(new.site, 'failed', new.integration, new.id::text, facts);
  elsif new.status = 'Completed' then
    -- Of the runs before it, the one that ended last: whichever run recovers from that failure first tells of it.
    select id into recovered from (
      select * from (
        select id, ended_at, is_failure(run) as failed from run
        where site = new.site and integration = new.integration and is_set = new.is_set and id <> new.id
          and ended_at is not null and not dry_run and (status <> 'Not Run' or is_failure(run))
        order by started_at desc limit 20
      ) as latest order by ended_at desc, failed desc limit 1
    ) as before_it where failed;
    -- It may have ended unsettled, which was told as a failure, and have the end it has after all only now.
    if tg_op = 'UPDATE' and old.ended_at is not null then
      recovered := new.id;
    end if;
    if recovered is not null then
      perform raise_notification(new.site, 'recovered', new.integration, recovered::text, facts);
    end if;
  end if;
  return null;
end
$$;

create trigger tell_of_run after insert or update of status on run
  for each row when (new.ended_at is not null) execute function tell_of_run();

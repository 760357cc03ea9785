-- Up Migration

-- How far a step has come that is under way, as it was last noted (model/run-progress.ts).
alter table run_step add column progress jsonb;

-- Tells whoever watches a site of what changes there (model/site-event.ts): `LIVE run {"run": …}`. The same told twice in
-- one transaction is told once.
create function tell_site(site text, event text, data jsonb) returns void language sql as $$
  select pg_notify('integrator_site', site || ' ' || event || ' ' || data)
$$;

create or replace function notify_run() returns trigger language plpgsql as $$
begin
  perform pg_notify('integrator_run', new.id::text);
  perform tell_site(new.site, 'run', jsonb_build_object('run', new.id, 'status', new.status));
  -- Its task is In-Progress now, or is not any more.
  perform tell_site(new.site, 'site', '{}');
  return null;
end
$$;

create function tell_of_step() returns trigger language plpgsql as $$
begin
  perform tell_site(run.site, 'run', jsonb_build_object('run', run.id, 'status', run.status))
  from run where run.id = new.run;
  return null;
end
$$;
-- A step that is tried again begins anew, which sets its attempt.
create trigger tell_of_step after insert or update of attempt on run_step
  for each row execute function tell_of_step();

create function tell_of_progress() returns trigger language plpgsql as $$
begin
  perform tell_site(run.site, 'progress', jsonb_build_object('run', run.id, 'step', new.step) || new.progress)
  from run where run.id = new.run;
  return null;
end
$$;
create trigger tell_of_progress after update of progress on run_step
  for each row when (new.progress is not null) execute function tell_of_progress();

create function tell_of_site() returns trigger language plpgsql as $$
begin
  perform tell_site(old.id, 'site', '{}');
  return null;
end
$$;
create trigger tell_of_site after update or delete on site for each row execute function tell_of_site();

-- Of what belongs to a site and is part of how it is.
create function tell_of_part() returns trigger language plpgsql as $$
begin
  perform tell_site(coalesce(new.site, old.site), 'site', '{}');
  return null;
end
$$;
create trigger tell_of_held after insert or update on held_request for each row execute function tell_of_part();
create trigger tell_of_arming after insert or update or delete on connection_arming
  for each row execute function tell_of_part();
-- What its workflow alone knows, such as a start that is planned, is in no other row.
create trigger tell_of_audit after insert on site_audit for each row
  when (new.action in ('start', 'start-failed', 'stop', 'plan-start', 'cancel-plan', 'deadline'))
  execute function tell_of_part();

create function tell_of_schedule() returns trigger language plpgsql as $$
begin
  perform tell_site(coalesce(new.site, old.site), 'schedule',
    jsonb_build_object('schedule', coalesce(new.name, old.name)));
  return null;
end
$$;
create trigger tell_of_schedule after insert or delete or update of definition, enabled on schedule
  for each row execute function tell_of_schedule();

-- Its argument is what the definition is called in the event.
create function tell_of_definition() returns trigger language plpgsql as $$
begin
  perform tell_site(coalesce(new.site, old.site), 'definition',
    jsonb_build_object(tg_argv[0], coalesce(new.name, old.name)));
  return null;
end
$$;
create trigger tell_of_integration after insert or update or delete on integration
  for each row execute function tell_of_definition('integration');
create trigger tell_of_integration_set after insert or update or delete on integration_set
  for each row execute function tell_of_definition('integrationSet');

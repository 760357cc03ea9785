-- A set, a schedule of it that was changed once, and a fire with its run and that of a member.
insert into integration_set_version (site, name, version, definition)
values ('LIVE', 'night', 1, '{"abortOnFailure": true, "members": [{"integration": "employees", "when": "always"}]}');
insert into integration_set (site, name, version) values ('LIVE', 'night', 1);
update site set calendars = '{"holidays": {"dates": ["2026-12-25"]}}';

insert into schedule (id, site, name, definition, note) values ('00000000-0000-4000-8000-000000000050', 'LIVE', 'nightly',
  '{"integrationSet": "night", "overlap": "skip", "catchUpMinutes": 10, "jitterSeconds": 0, "recurrence": {"repeats": "By Day",
    "every": 1, "startDate": "2026-01-01", "startTime": "06:00", "end": "Forever"}}', 'made by operator');
insert into schedule_era (schedule, since, until, definition, time_zone, calendars)
select id, '2026-01-01Z', '2026-01-02Z', definition, 'UTC', '{}' from schedule;
insert into fire (schedule, intended_at, run, state, workflow)
values ('00000000-0000-4000-8000-000000000050', '2026-01-10 19:00Z', '00000000-0000-4000-8000-000000000051', 'ended',
  'fire/LIVE/nightly-2026-01-10T19:00:00Z');
insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters, temporal_run_id,
  is_set, plan, set_run, member, schedule, intended_at, started_at, ended_at)
values
  ('00000000-0000-4000-8000-000000000051', 'LIVE', 'night', 1, 'night-1', 'Completed', 'schedule', 'nightly', '{}',
    'temporal-51', true, '{"members": [{"integration": "employees", "definitionVersion": 2,
      "run": "00000000-0000-4000-8000-000000000052", "request": {}}], "given": []}', null, null,
    '00000000-0000-4000-8000-000000000050', '2026-01-10 19:00Z', '2026-01-10 19:00Z', '2026-01-10 19:02Z'),
  ('00000000-0000-4000-8000-000000000052', 'LIVE', 'employees', 2, 'night-1-employees', 'Completed', 'schedule', 'nightly', '{}',
    'temporal-52', false, null, '00000000-0000-4000-8000-000000000051', 1, null, null,
    '2026-01-10 19:00Z', '2026-01-10 19:01Z');

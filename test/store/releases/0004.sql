-- A site that was stopped: what was asked for meanwhile, and who did it.
insert into held_request (run, site, request, asked_at)
values ('00000000-0000-4000-8000-000000000041', 'LIVE', '{"run": "00000000-0000-4000-8000-000000000041", "site": "LIVE",
  "integration": "employees", "parameters": {}, "trigger": "manual", "requestedBy": "operator"}', '2026-01-10 06:00Z');
insert into held_request (run, site, request, asked_at, outcome, settled_at, settled_by)
values ('00000000-0000-4000-8000-000000000042', 'LIVE', '{"run": "00000000-0000-4000-8000-000000000042", "site": "LIVE",
  "integration": "employees", "parameters": {}, "trigger": "manual", "requestedBy": "operator"}', '2026-01-10 05:00Z',
  'discarded', '2026-01-10 05:30Z', 'operator');
insert into site_audit (id, site, at, by, action, reason, details)
values ('00000000-0000-4000-8000-000000000049', 'LIVE', '2026-01-10 04:00Z', 'operator', 'stop', 'stocktake', '{"mode": "halt"}');

-- A site with an import, an upload, and runs: one that has ended with a reject, one that is open.
insert into site (id, kind, time_zone, connections, integrator)
values ('LIVE', 'LIVE', 'Australia/Sydney', '{"hr": {"kind": "postgres", "url": "env:HR_DATABASE_URL"}}', 'Running');

insert into integration_version (site, name, version, definition) values
  ('LIVE', 'employees', 1, '{"direction": "import", "schema": {"fields": [{"name": "id"}], "primaryKey": ["id"]},
    "target": {"connection": "hr", "table": "employee", "mode": "upsert"}}'),
  ('LIVE', 'employees', 2, '{"direction": "import", "schema": {"fields": [{"name": "id"}, {"name": "name"}], "primaryKey": ["id"]},
    "target": {"connection": "hr", "table": "employee", "mode": "upsert"}}');
insert into integration (site, name, version) values ('LIVE', 'employees', 2);

insert into upload (site, name, sha256, bytes) values ('LIVE', 'employees.csv', repeat('a', 64), 20);

insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, request_hash, parameters,
  file_name, file_sha256, file_bytes, read, applied, inserted, rejected, temporal_run_id, started_at, ended_at)
values ('00000000-0000-4000-8000-000000000001', 'LIVE', 'employees', 1, 'employees-1', 'Completed with Errors', 'manual',
  'operator', 'hash', '{"company": "ACME"}', 'employees.csv', repeat('a', 64), 20, 3, 2, 2, 1, 'temporal-1',
  '2026-01-05 06:00Z', '2026-01-05 06:01Z');
insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters, file_name,
  file_sha256, file_bytes, temporal_run_id, started_at)
values ('00000000-0000-4000-8000-000000000002', 'LIVE', 'employees', 2, 'employees-2', 'In-Progress', 'manual', 'operator',
  '{}', 'employees.csv', repeat('a', 64), 20, 'temporal-2', '2026-01-06 06:00Z');

insert into reject (run, record, line, byte_offset, raw, reasons)
values ('00000000-0000-4000-8000-000000000001', 3, 4, 15, 'E3,', '[{"field": "name", "code": "required", "message": "is missing"}]');

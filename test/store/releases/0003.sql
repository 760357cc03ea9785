-- An export, and the state of its task.
insert into integration_version (site, name, version, definition) values
  ('LIVE', 'payroll', 1, '{"direction": "export", "source": {"connection": "hr", "table": "employee"}, "primaryKey": ["id"],
    "fields": ["id"], "target": {"connection": "out", "file": "payroll.csv"}}');
insert into integration (site, name, version) values ('LIVE', 'payroll', 1);
insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters, file_name,
  file_sha256, file_bytes, temporal_run_id, direction, send, collected, sent_records, started_at, ended_at)
values ('00000000-0000-4000-8000-000000000031', 'LIVE', 'payroll', 1, 'payroll-1', 'Completed', 'manual', 'operator', '{}',
  'payroll.csv', repeat('e', 64), 30, 'temporal-31', 'export', 'changed',
  '{"read": 1, "inserted": 1, "updated": 0, "unchanged": 0, "gone": 0, "sent": 1, "deletes": 0, "base": null,
    "content": {"name": "payroll.csv", "sha256": "e", "bytes": 30}}', 1, '2026-01-09 06:00Z', '2026-01-09 06:01Z');
insert into sent_state (site, integration, run, records)
values ('LIVE', 'payroll', '00000000-0000-4000-8000-000000000031', 1);

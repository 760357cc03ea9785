-- What the whole import brought: exclusions, steps, differences of a dry run, corrections.
update site set exclusion_groups = '{"leavers": {"any": [{"field": "id", "equals": "E9"}]}}';

insert into run (id, site, integration, definition_version, name, status, trigger, requested_by, parameters, file_name,
  file_sha256, file_bytes, temporal_run_id, dry_run, external_files, exclusions, lifted_guards, resubmits, header,
  started_at, ended_at)
values
  ('00000000-0000-4000-8000-000000000021', 'LIVE', 'employees', 2, 'employees-tried', 'Completed', 'manual', 'operator', '{}',
    'more.csv', repeat('b', 64), 30, 'temporal-21', true, '{"codes": {"name": "codes.csv", "sha256": "c", "bytes": 4}}',
    '{}', '{}', null, '["id", "name"]', '2026-01-07 06:00Z', '2026-01-07 06:01Z'),
  ('00000000-0000-4000-8000-000000000022', 'LIVE', 'employees', 1, 'employees-1-corrected', 'Completed', 'resubmit', 'operator',
    '{}', 'employees.csv', repeat('d', 64), 30, 'temporal-22', false, '{}', '{}', '{}',
    '00000000-0000-4000-8000-000000000001', '["id", "name"]', '2026-01-08 06:00Z', '2026-01-08 06:01Z');

insert into run_step (run, step, started_at, ended_at, lines) values
  ('00000000-0000-4000-8000-000000000021', 'load', '2026-01-07 06:00Z', '2026-01-07 06:01Z',
    '[{"at": "2026-01-07T06:00:30.000Z", "text": "Read 1 record"}]');
insert into run_difference (run, kind, position, before, after)
values ('00000000-0000-4000-8000-000000000021', 'insert', 1, null, '{"id": "E5", "name": "Ada"}');
insert into reject (run, record, line, byte_offset, raw, reasons, fields, key, resolved_by)
values ('00000000-0000-4000-8000-000000000001', 2, 3, 8, 'E2,', '[]', '["E2", ""]', '["E2"]',
  '00000000-0000-4000-8000-000000000022');
insert into reject_answer (run, record, rejected_run, rejected_record, is_correction)
values ('00000000-0000-4000-8000-000000000022', 1, '00000000-0000-4000-8000-000000000001', 2, true);

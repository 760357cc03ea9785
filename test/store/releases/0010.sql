-- A site with a retention of its own, and what a pass of it has removed.
update site set retention = '{"runs": 30, "files": 7, "rejects": 7}' where id = 'STAGE';
insert into retention_pass (id, started_at, ended_at, removed)
values ('00000000-0000-4000-8000-000000000100', '2026-01-12 03:17Z', '2026-01-12 03:18Z', '{"runs": 12}');

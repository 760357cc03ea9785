-- A site that tells somebody of what happens, and something it has told.
update site set notifications = '{"ops": {"webhook": {"url": "https://ops.example/hook"}, "on": ["failed"]}}' where id = 'LIVE';
insert into notification (site, name, event, subject, details)
values ('LIVE', 'ops', 'failed', '00000000-0000-4000-8000-000000000001', '{}');

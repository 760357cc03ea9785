-- A copy whose connection may write to the LIVE endpoint.
insert into site (id, kind, time_zone, connections)
values ('STAGE', 'STAGE', 'UTC', '{"hr": {"kind": "postgres", "url": "env:HR_DATABASE_URL"}}');
insert into connection_arming (site, connection, definition, by, reason)
values ('STAGE', 'hr', '{"kind": "postgres", "url": "env:HR_DATABASE_URL"}', 'operator', 'rehearsal');

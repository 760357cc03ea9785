-- A change, with what it was and became; and one that is of no site.
insert into site_audit (id, site, at, by, action, details, change) values
  ('00000000-0000-4000-8000-000000000081', 'STAGE', '2026-01-11 04:00Z', 'operator', 'change', '{}',
    '{"from": {"timeZone": "UTC"}, "to": {"timeZone": "Australia/Sydney"}}'),
  ('00000000-0000-4000-8000-000000000082', null, '2026-01-11 05:00Z', 'operator', 'make', '{}', '{"from": null, "to": {}}');

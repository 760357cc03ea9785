-- Up Migration

-- The audit of every change. The table keeps its name: workers of the version before write to it until they are replaced.
alter table site_audit
  -- None where it was done to no site, as with API keys.
  alter column site drop not null,
  -- Of a definition: {from, to}, null where there was or is none.
  add column change jsonb;

create index site_audit_position on site_audit (position desc);

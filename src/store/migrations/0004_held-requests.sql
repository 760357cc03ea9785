-- Up Migration

-- Runs that were asked for while their site was not Running, in the order they were asked for.
create table held_request (
  -- The id its run has, or would have: a request that is asked for again is the same one.
  run        uuid           primary key,
  position   bigint         not null generated always as identity,
  site       text           not null,
  request    jsonb          not null,
  asked_at   timestamptz(3) not null,
  -- What a start did with it, where one did: discarded, run.
  outcome    text,
  settled_at timestamptz(3),
  settled_by text,
  check ((outcome is null) = (settled_at is null) and (outcome is null) = (settled_by is null))
);
create index held_request_list on held_request (site, position);
create index held_request_open on held_request (site, position) where outcome is null;

-- What was done to a site's Integrator. It outlives the site.
create table site_audit (
  id       uuid           primary key,
  position bigint         not null generated always as identity,
  site     text           not null,
  at       timestamptz(3) not null,
  by       text           not null,
  action   text           not null,
  reason   text,
  details  jsonb          not null
);
create index site_audit_list on site_audit (site, position desc);

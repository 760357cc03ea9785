-- Up Migration

-- Connections of sites that are not LIVE, which may write to an endpoint of a LIVE site nevertheless.
create table connection_arming (
  site       text           not null references site on delete cascade,
  connection text           not null,
  -- The connection as it was armed: one that was changed since is not.
  definition jsonb          not null,
  by         text           not null,
  at         timestamptz(3) not null default clock_timestamp(),
  reason     text           not null,
  primary key (site, connection)
);

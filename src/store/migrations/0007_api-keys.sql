-- Up Migration

-- Keys programs and people use the API with.
create table api_key (
  id           text           primary key,
  name         text           not null,
  role         text           not null,
  -- Absent: all.
  sites        text[],
  -- SHA-256. The secret has 256 random bits: there is nothing to guess that a slow hash would protect.
  secret_hash  bytea          not null,
  created_by   text           not null,
  created_at   timestamptz(3) not null default clock_timestamp(),
  -- Absent: never.
  expires_at   timestamptz(3),
  revoked_by   text,
  revoked_at   timestamptz(3),
  -- To the minute.
  last_used_at timestamptz(3)
);

-- What agencies know: registers defined by data, and their records with history. Open fields are readable; personal and sensitive
-- ones are sealed under the key of the agency that owns the register, and found by keyed hashes of the register's keys.

create schema registry;
grant usage on schema registry to errand_app, errand_jobs, errand_commit;

create table registry.register (
  id text primary key,
  owner text not null,
  definition jsonb not null,
  hash bytea not null,
  -- Out of order: whoever asks is told so, and uses another source.
  down boolean not null default false
);
-- One row for each version of a record; the one without an end counts.
create table registry.record (
  register text references registry.register,
  -- HMAC of the identifying key.
  id bytea,
  version int,
  -- HMACs of every key, by register and field.
  keys bytea[] not null,
  open jsonb not null,
  sealed bytea,
  -- HMAC of the whole content: loading the same again changes nothing.
  digest bytea not null,
  -- Two-character grams of the open field that the register is searched by.
  grams text[] not null,
  -- Where several records have a key, the latest first.
  rank text not null,
  since timestamptz not null default now(),
  until timestamptz,
  primary key (register, id, version)
);
create index record_keys on registry.record using gin (keys) where until is null;
create index record_grams on registry.record using gin (grams) where until is null;
create unique index record_current on registry.record (register, id) where until is null;

grant select on registry.register, registry.record to errand_app, errand_jobs, errand_commit;

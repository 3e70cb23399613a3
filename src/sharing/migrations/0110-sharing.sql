-- What the views of sharing are made of, added up from the holders' records and the registers, so that no page reads those from end to
-- end. It can be thrown away and made again at any time.
create schema sharing;
grant usage on schema sharing to errand_app, errand_jobs;

-- Questions by day, register, asker, purpose, what allowed them, and how they came out.
create table sharing.use (
  day date,
  register text,
  holder text not null,
  asker text,
  service text,
  allowed text,
  state text,
  reason text,
  fields text[],
  n int not null,
  last timestamptz not null,
  primary key (day, register, asker, service, allowed, state, reason, fields)
);
create index use_allowed on sharing.use (allowed);
create index use_register on sharing.use (register, day);

-- How a register was when it was last looked at.
create table sharing.quality (
  register text primary key,
  measured timestamptz not null,
  rows int not null,
  -- When a record was recorded last.
  last timestamptz,
  -- Of how many of the latest records it was counted how often each open field is filled.
  counted int not null,
  filled jsonb not null
);
create table sharing.measured (what text primary key, at timestamptz not null);

grant select, insert, update on all tables in schema sharing to errand_app;

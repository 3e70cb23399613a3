-- How agencies ask each other. Each question is recorded twice: by the one who asks and by the one who holds, linked by the hash of
-- the question, so that either record can be held against the other, also where the two are kept in different installations.
-- Nothing personal stands here in clear; the records can be added to and never changed.

create schema exchange;
grant usage on schema exchange to errand_app, errand_jobs, errand_commit;

-- At the asker: the question, before it goes out.
create table exchange.request (
  id uuid primary key,
  at timestamptz not null,
  asker text not null,
  -- The officer's or the system's part; a party that fills in its own form is only "party".
  actor text not null,
  register text not null,
  fields text[] not null check (cardinality(fields) > 0),
  purpose jsonb not null,
  law text,
  consent text,
  case_id uuid,
  draft uuid,
  -- Keyed hashes of whom it concerns, as far as the asker knows: of what is asked about, of the party whose matter it is.
  subjects bytea[] not null,
  hash bytea not null unique,
  check ((law is null) <> (consent is null))
);
create index request_subject on exchange.request using gin (subjects);
create index request_case on exchange.request (case_id);

-- At the asker: what came of it. A question without an outcome was cut off.
create table exchange.outcome (
  request uuid primary key references exchange.request,
  at timestamptz not null,
  state text not null check (state in ('found', 'none', 'down', 'late', 'refused', 'reused')),
  answer_hash bytea,
  -- The earlier question whose answer was used again.
  reused uuid references exchange.request
);

-- At the holder: who asked, for what, and what was answered.
create table exchange.answer (
  id uuid primary key,
  request_hash bytea not null unique,
  at timestamptz not null,
  holder text not null,
  asker text not null,
  register text not null,
  fields text[] not null,
  purpose jsonb not null,
  law text,
  consent text,
  case_id uuid,
  draft uuid,
  -- Keyed hashes of everyone whom the answer is about.
  subjects bytea[] not null,
  state text not null check (state in ('found', 'none', 'down', 'refused')),
  answer_hash bytea not null
);
create index answer_subject on exchange.answer using gin (subjects);

-- At the asker: answers that may be used again for the same party, sealed under the asking agency's key, until they are stale.
create table exchange.kept (
  request uuid primary key references exchange.request,
  party bytea not null,
  register text not null,
  key bytea not null,
  asker text not null,
  fields text[] not null,
  at timestamptz not null,
  until timestamptz not null,
  sealed bytea not null
);
create index kept_party on exchange.kept (party, register, key);
create index kept_until on exchange.kept (until);

-- Every time an officer opened a case: once for each officer, post, purpose and quarter of an hour.
create table exchange.opening (
  case_id uuid,
  officer text,
  post text,
  purpose text,
  slot timestamptz,
  agency text not null,
  words jsonb not null,
  subjects bytea[] not null,
  at timestamptz not null,
  primary key (case_id, officer, post, purpose, slot)
);
create index opening_subject on exchange.opening using gin (subjects);

grant select on all tables in schema exchange to errand_app;
grant insert on exchange.request, exchange.outcome, exchange.answer, exchange.kept, exchange.opening to errand_app;
grant delete on exchange.kept to errand_app;

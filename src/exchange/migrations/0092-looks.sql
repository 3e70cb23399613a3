-- More of who looked: readings of registers by officers and exports, and questions that a law lets be told of only later.

-- An officer read records of a register, or took them out in a file. Nothing personal in clear; added to and never changed.
create table exchange.reading (
  -- SHA-256 over who, what and which quarter of an hour: the same reading again is one.
  id bytea primary key,
  at timestamptz not null,
  kind text not null check (kind in ('read', 'exported')),
  agency text not null,
  officer text not null,
  post text not null,
  register text not null,
  fields text[] not null,
  words jsonb not null,
  case_id uuid,
  subjects bytea[] not null
);
create index reading_subject on exchange.reading using gin (subjects);

-- By a question's hash: when the one concerned is told of it, and under which law not before.
create table exchange.held_back (
  hash bytea primary key,
  until timestamptz not null,
  law text not null
);
grant select, insert on exchange.reading, exchange.held_back to errand_app;

create index consent_until on exchange.consent (until);
create index consent_end_at on exchange.consent_end (at);

-- Who somebody is: parties dealt with, accounts, sessions, tokens. Nothing personal stands here in clear: what a party is
-- called and known by is sealed under the installation's key, and found again through keyed hashes.

create schema identity;
grant usage on schema identity to errand_app, errand_jobs, errand_commit;

-- A person or an organisation dealt with.
create table identity.party (
  id uuid primary key,
  kind text not null check (kind in ('person', 'organisation')),
  sealed bytea not null,
  -- Equality only: HMAC of the tidied identifier, of the phone's digits.
  identifier_blind bytea not null unique,
  phone_blind bytea,
  -- HMACs of the name's two-character grams; a find is rechecked after opening.
  name_grams bytea[] not null,
  made_at timestamptz not null default now()
);
create index party_phone on identity.party (phone_blind);
create index party_name on identity.party using gin (name_grams);

-- Who may act for an organisation, from which day to which.
create table identity.agent (
  organisation uuid references identity.party,
  person uuid references identity.party,
  role text not null check (role in ('legal-representative', 'employee', 'agent')),
  first date not null,
  last date check (last >= first),
  primary key (organisation, person, first)
);
create index agent_person on identity.agent (person);

-- Somebody who can sign in: an officer of the organisation or a party.
create table identity.account (
  id uuid primary key,
  kind text not null check (kind in ('officer', 'party')),
  officer text unique,
  party uuid unique references identity.party,
  -- PHC string of argon2id.
  password text not null,
  active boolean not null default true,
  made_at timestamptz not null default now(),
  check ((kind = 'officer') = (officer is not null) and (kind = 'party') = (party is not null))
);
-- What an account is called at sign-in: HMAC of an officer's id, of a party's identifier, phone or chosen name.
create table identity.login (
  blind bytea primary key,
  account uuid not null references identity.account
);
create index login_account on identity.login (account);

create table identity.session (
  -- SHA-256 of the cookie's value, which is nowhere stored.
  hash bytea primary key,
  account uuid not null references identity.account,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  -- Ends if not used for this long, and in any case at ends_at.
  idle interval not null,
  ends_at timestamptz not null
);
create index session_account on identity.session (account);
create index session_end on identity.session (ends_at);

-- Bearer tokens of the API.
create table identity.token (
  id uuid primary key,
  hash bytea not null unique,
  account uuid references identity.account,
  -- An organisation has no account of its own, yet its systems may hold a token.
  party uuid references identity.party,
  scopes text[] not null,
  label text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  check ((account is null) <> (party is null))
);
create index token_account on identity.token (account);

-- Failed sign-ins by keyed hash of account, of address, of both together.
create table identity.throttle (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  -- No try before this.
  until timestamptz not null
);
create index throttle_last on identity.throttle (last_at);

-- Which sample people were loaded: a second start finds its mark and loads nothing.
create table identity.loaded (
  what text primary key,
  hash bytea not null,
  loaded_at timestamptz not null default now()
);

grant select on all tables in schema identity to errand_app;
grant select on identity.party, identity.agent to errand_jobs, errand_commit;
grant insert, delete on identity.session to errand_app;
grant update (seen_at) on identity.session to errand_app;
grant insert, update, delete on identity.throttle to errand_app;
grant insert on identity.token to errand_app;
grant update (revoked_at) on identity.token to errand_app;
grant insert on identity.party, identity.agent, identity.account, identity.login to errand_app;
grant update (sealed, phone_blind, name_grams) on identity.party to errand_app;
grant update (last) on identity.agent to errand_app;
grant update (password) on identity.account to errand_app;

-- The application may take in parties, never make an officer: those come with the organisation, from the owner. Nor may it give
-- an officer's account a further name to sign in by.
alter table identity.account enable row level security;
create policy account_read on identity.account for select to errand_app using (true);
create policy account_party on identity.account for insert to errand_app with check (kind = 'party');
create policy account_password on identity.account for update to errand_app using (true);
alter table identity.login enable row level security;
create policy login_read on identity.login for select to errand_app using (true);
create policy login_party on identity.login for insert to errand_app
  with check (exists (select from identity.account a where a.id = account and a.kind = 'party'));

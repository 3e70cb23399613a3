-- Published packs. A version never changes and never goes: cases in flight finish under the one that they began with.

create schema catalogue;
grant usage on schema catalogue to errand_app, errand_jobs, errand_commit;

create table catalogue.pack (
  -- SHA-256 over the pack's files: its content is its identity.
  hash bytea primary key check (octet_length(hash) = 32),
  id text not null,
  version text not null,
  -- Path → text.
  files jsonb not null,
  published_at timestamptz not null default now(),
  unique (id, version)
);

-- The version under which new cases begin.
create table catalogue.current (
  id text primary key,
  hash bytea not null references catalogue.pack (hash)
);

grant select on catalogue.pack, catalogue.current to errand_app, errand_jobs, errand_commit;

create function catalogue.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a published pack is never changed';
end $$;
create trigger pack_stays before update or delete or truncate on catalogue.pack for each statement execute function catalogue.refuse();

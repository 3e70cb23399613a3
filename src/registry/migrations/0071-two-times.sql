-- Records in two times: the days for which a version holds (valid_from inclusive, valid_to exclusive) and the instant at which it was
-- recorded. Versions are only ever added. What holds for a day, as it was known at an instant, is the version with the greatest number
-- among those that cover the day and were recorded by then; one that says `ended` means that there is no such record on its days.
alter table registry.record rename column since to recorded;
alter table registry.record
  add column valid_from date not null default '-infinity',
  add column valid_to date not null default 'infinity',
  add column ended boolean not null default false,
  -- enter: what became so; correct: what was wrong before; end.
  add column change text not null default 'enter' check (change in ('enter', 'correct', 'end')),
  -- {kind: load, load, row} | {kind: case, case, task}
  add column provenance jsonb not null default '{}',
  -- What the sealed part is bound to: 1 the version's number, 2 the digest of the content.
  add column binding smallint not null default 1,
  -- Keyed hashes by which rules for duplicates bring records together, and of the grams by which they compare.
  add column marks bytea[] not null default '{}',
  add column likeness jsonb,
  -- The bounding box of a geometry: west and south, east and north.
  add column area box,
  add check (valid_from < valid_to);
update registry.record set valid_from = recorded::date where version > 1;
alter table registry.record alter column binding set default 2;
drop index registry.record_keys, registry.record_grams, registry.record_current;
alter table registry.record drop column until;

-- Old versions are looked for as well: the indexes hold all of them. A search reads the list of what is not sorted in yet: it stays short.
create index record_keys on registry.record using gin (keys) with (gin_pending_list_limit = 256);
create index record_grams on registry.record using gin (grams) with (gin_pending_list_limit = 256) where grams <> '{}';
create index record_area on registry.record using gist (area) where area is not null;
-- What a case wrote.
create index record_case on registry.record ((provenance ->> 'case')) where provenance ->> 'kind' = 'case';

-- Every file that was loaded, by whom, and what came of it.
create table registry.load (
  id uuid primary key,
  register text not null references registry.register,
  file text not null,
  sha256 bytea,
  -- `operator`, or `officer:<id>`.
  actor text not null,
  at timestamptz not null,
  added int not null,
  changed int not null,
  same int not null,
  refused int not null
);
create index load_register on registry.load (register, at desc);

-- Records that the steward found to be different, whatever a rule says.
create table registry.apart (
  register text not null references registry.register,
  a bytea not null,
  b bytea not null,
  officer text not null,
  at timestamptz not null,
  primary key (register, a, b),
  check (a < b)
);

grant select on registry.load, registry.apart to errand_app, errand_jobs, errand_commit;
grant insert on registry.apart to errand_app;
grant insert on registry.record, registry.load to errand_commit;

-- Adds versions. Rows as src/registry/write.ts makes them, bytes in base64. A version that is there already is a race: 23505.
create function registry.enter(p_rows jsonb) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with added as (
    insert into registry.record (register, id, version, keys, open, sealed, digest, grams, rank, recorded, valid_from, valid_to, ended, change,
      provenance, binding, marks, likeness, area)
    select x.register, decode(x.id, 'base64'), x.version, array(select decode(k, 'base64') from jsonb_array_elements_text(x.keys) k), x.open,
      decode(x.sealed, 'base64'), decode(x.digest, 'base64'), array(select jsonb_array_elements_text(x.grams)), x.rank, x.recorded,
      x.valid_from, x.valid_to, x.ended, x.change, x.provenance, 2, array(select decode(m, 'base64') from jsonb_array_elements_text(x.marks) m),
      x.likeness, x.area
    from jsonb_to_recordset(p_rows) x (register text, id text, version int, keys jsonb, open jsonb, sealed text, digest text, grams jsonb,
      rank text, recorded timestamptz, valid_from date, valid_to date, ended boolean, change text, provenance jsonb, marks jsonb,
      likeness jsonb, area box)
    returning 1
  ) select count(*)::int from added
$$;

-- The same for a file that an officer loads, in the transaction that tells of it in registry.load.
create function registry.enter_loaded(p_load uuid, p_rows jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from jsonb_array_elements(p_rows) r
      where r->'provenance'->>'kind' is distinct from 'load' or r->'provenance'->>'load' is distinct from p_load::text) then
    raise exception 'rows of a load come from that load' using errcode = '23514';
  end if;
  return registry.enter(p_rows);
end $$;

create function registry.tell_load(p jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into registry.load select (p->>'id')::uuid, p->>'register', p->>'file', decode(p->>'sha256', 'base64'), p->>'actor',
    (p->>'at')::timestamptz, (p->>'added')::int, (p->>'changed')::int, (p->>'same')::int, (p->>'refused')::int
$$;

grant create on schema registry to errand_commit;
alter function registry.enter owner to errand_commit;
alter function registry.enter_loaded owner to errand_commit;
alter function registry.tell_load owner to errand_commit;
revoke create on schema registry from errand_commit;
revoke all on function registry.enter, registry.enter_loaded, registry.tell_load from public;
grant execute on function registry.enter_loaded, registry.tell_load to errand_app;

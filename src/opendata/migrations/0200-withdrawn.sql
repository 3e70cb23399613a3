-- What was published and is not any more: who takes the catalogue by what changed since an instant learns of it, and its page says so.
-- The columns are those of opendata.dataset, so that one search reads both; of the description the words remain, of the data nothing.
create table opendata.withdrawn (
  id text primary key,
  uid uuid not null unique,
  agency text not null,
  theme text not null,
  licence text not null,
  formats text[] not null,
  tags text[] not null,
  plain text not null,
  issued timestamptz(3) not null,
  -- When it was withdrawn.
  modified timestamptz(3) not null,
  terms text[] not null,
  entry jsonb not null,
  -- Why, in words for everybody ({zh, en}); null where nobody said.
  why jsonb
);
create index withdrawn_terms on opendata.withdrawn using gin (terms);
create index withdrawn_modified on opendata.withdrawn (modified desc, id desc);

-- Nothing leaves the catalogue without a trace, whoever takes it out.
create function opendata.entomb() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.withdrawn as w (id, uid, agency, theme, licence, formats, tags, plain, issued, modified, terms, entry)
  select r.id, r.uid, r.agency, r.theme, r.licence, r.formats, r.tags, r.plain, r.issued, now(), r.terms,
    r.entry || '{"preview": [], "distributions": [], "fields": [], "quality": {"rows": 0, "filled": {}}}'
  from removed r;
  return null;
end $$;
create trigger entombed after delete on opendata.dataset referencing old table as removed
  for each statement execute function opendata.entomb();

-- What is published again under its name is the same dataset: it keeps the id that others know it by, and its first day.
create function opendata.raise() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v opendata.withdrawn;
begin
  delete from opendata.withdrawn w where w.id = new.id returning * into v;
  if found then
    new.uid := v.uid;
    new.issued := v.issued;
  end if;
  return new;
end $$;
create trigger raised before insert on opendata.dataset for each row execute function opendata.raise();
revoke all on function opendata.entomb, opendata.raise from public;

-- What stewards open, change and withdraw by themselves, beside what the city's folder declares. What a steward decided is not undone by
-- a file.
alter table opendata.declared
  -- `city`, or `officer:<id>`.
  add column changed_by text not null default 'city',
  add column changed_at timestamptz not null default now(),
  add column withdrawn_at timestamptz,
  add column why jsonb;

create table opendata.declared_change (
  id text,
  seq int,
  at timestamptz not null,
  by text not null,
  what text not null check (what in ('opened', 'changed', 'withdrawn')),
  definition jsonb not null,
  why jsonb,
  primary key (id, seq)
);

create function opendata.declared_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v opendata.declared := case tg_op when 'DELETE' then old else new end;
begin
  insert into opendata.declared_change
  select v.id, coalesce(max(c.seq), 0) + 1, case tg_op when 'DELETE' then now() else v.changed_at end, v.changed_by,
    case when tg_op = 'DELETE' or v.withdrawn_at is not null then 'withdrawn'
      when tg_op = 'INSERT' then 'opened' when old.withdrawn_at is not null then 'opened' else 'changed' end,
    v.definition, v.why
  from opendata.declared_change c where c.id = v.id;
  return null;
end $$;
revoke all on function opendata.declared_changed from public;
create trigger declared_in after insert or delete on opendata.declared for each row execute function opendata.declared_changed();
create trigger declared_again after update on opendata.declared for each row
  when (old.definition is distinct from new.definition or old.withdrawn_at is distinct from new.withdrawn_at)
  execute function opendata.declared_changed();

grant select on opendata.withdrawn, opendata.declared_change to errand_app, errand_jobs;
grant update (modified, why) on opendata.withdrawn to errand_app;
grant insert, update (definition, changed_by, changed_at, withdrawn_at, why) on opendata.declared to errand_app;

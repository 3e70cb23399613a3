-- What the city publishes: declarations by registers' owners, the datasets made from them, and their files.

create schema opendata;
grant usage on schema opendata to errand_app, errand_jobs;

-- What an owner has opened, and when its dataset is next made from what it holds.
create table opendata.declared (
  id text primary key,
  definition jsonb not null,
  refresh_at timestamptz not null default '-infinity'
);

create table opendata.dataset (
  id text primary key check (id ~ '^[a-z][a-z0-9-]*$'),
  -- The id that CKAN's clients know it by.
  uid uuid not null unique default gen_random_uuid(),
  agency text not null,
  theme text not null,
  licence text not null,
  formats text[] not null,
  tags text[] not null,
  -- Both titles, one case and width: what is found here comes first.
  plain text not null,
  issued timestamptz(3) not null,
  modified timestamptz(3) not null,
  -- What it is found by: pairs of Chinese characters, beginnings of words, and each facet's value (agency:…, theme:…).
  terms text[] not null,
  -- The whole description.
  entry jsonb not null
) with (toast_tuple_target = 128);
-- Searching reads many narrow rows: what is wide lies apart, what is narrow stays.
alter table opendata.dataset
  alter column id set storage main, alter column agency set storage main, alter column theme set storage main,
  alter column licence set storage main, alter column formats set storage main, alter column tags set storage main,
  alter column plain set storage main, alter column terms set storage extended, alter column entry set storage extended;

create index dataset_terms on opendata.dataset using gin (terms) with (fastupdate = off);
create index dataset_modified on opendata.dataset (modified desc, id desc);
create index dataset_agency on opendata.dataset (agency, modified desc, id desc);
create index dataset_theme on opendata.dataset (theme, modified desc, id desc);
create index dataset_licence on opendata.dataset (licence, modified desc, id desc);
-- Arrays hold many different terms: with more of them known, broad and narrow searches are told apart.
alter table opendata.dataset alter column terms set statistics 1000;

-- A distribution's bytes, in parts of about a megabyte. A file never changes: what changes is which one a dataset names.
create table opendata.file (
  id uuid,
  part int,
  dataset text not null,
  bytes bytea not null,
  -- Since when no dataset names it: whoever is reading it gets to the end.
  superseded_at timestamptz,
  primary key (id, part)
);
create index file_of on opendata.file (dataset) where superseded_at is null;
create index file_superseded on opendata.file (superseded_at) where superseded_at is not null;
alter table opendata.file alter column bytes set storage external;

-- How many datasets have each facet's value: counting them all anew would be the slowest part of the first page.
create table opendata.tally (
  facet text,
  value text,
  n int not null,
  primary key (facet, value)
);

create function opendata.count_in() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.tally as t (facet, value, n)
  select f.facet, f.value, count(*) from added a, lateral (
    select 'all' facet, '' "value" union all select 'agency', a.agency union all select 'theme', a.theme
    union all select 'licence', a.licence union all select 'format', x from unnest(a.formats) x
  ) f group by 1, 2 order by 1, 2
  on conflict (facet, value) do update set n = t.n + excluded.n;
  return null;
end $$;
create function opendata.count_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.tally as t (facet, value, n)
  select f.facet, f.value, -count(*) from removed a, lateral (
    select 'all' facet, '' "value" union all select 'agency', a.agency union all select 'theme', a.theme
    union all select 'licence', a.licence union all select 'format', x from unnest(a.formats) x
  ) f group by 1, 2 order by 1, 2
  on conflict (facet, value) do update set n = t.n + excluded.n;
  return null;
end $$;
create trigger counts_in after insert on opendata.dataset referencing new table as added
  for each statement execute function opendata.count_in();
create trigger counts_out after delete on opendata.dataset referencing old table as removed
  for each statement execute function opendata.count_out();
create trigger counts_again_out after update on opendata.dataset referencing old table as removed
  for each statement execute function opendata.count_out();
create trigger counts_again_in after update on opendata.dataset referencing new table as added
  for each statement execute function opendata.count_in();

grant select on all tables in schema opendata to errand_app, errand_jobs;
grant update (refresh_at) on opendata.declared to errand_app;
grant insert, update, delete on opendata.dataset to errand_app;
grant insert, delete, update (superseded_at) on opendata.file to errand_app;

-- Who works where: agencies, their posts, the officers who hold them, and from which day to which. Loaded by the owner from
-- the city's folder; the application only reads.

create schema organisation;
grant usage on schema organisation to errand_app, errand_jobs, errand_commit;

-- The one city of this installation, and the hash of what was loaded.
create table organisation.edition (
  single boolean primary key default true check (single),
  hash bytea not null,
  city jsonb not null,
  loaded_at timestamptz not null default now()
);
create table organisation.agency (
  id text primary key,
  title jsonb not null,
  code text not null unique,
  uscc text not null unique,
  phone text not null,
  address jsonb not null,
  place int not null,
  -- An agency no longer named is kept, because cases name it; its posts give no rights.
  active boolean not null default true
);
create table organisation.post (
  name text primary key check (name like '%/%'),
  agency text not null references organisation.agency,
  title jsonb not null,
  duties jsonb not null,
  rights text[] not null,
  place int not null,
  active boolean not null default true
);
create table organisation.officer (
  id text primary key,
  name text not null,
  phone text not null,
  language text not null check (language in ('zh', 'en')),
  place int not null
);
create table organisation.appointment (
  officer text references organisation.officer,
  post text references organisation.post,
  first date not null,
  -- The last day that counts; none: until further notice.
  last date check (last >= first),
  primary key (officer, post, first)
);
create index appointment_post on organisation.appointment (post);

-- What an officer is on a day of the city's calendar: the front door for other modules' statements. No row: no such officer.
create function organisation.standing(p_officer text, p_on date)
returns table (name text, language text, posts text[], rights text[])
language sql stable set search_path = pg_catalog, pg_temp as $$
  select o.name, o.language, coalesce(held.posts, '{}'), coalesce(granted.rights, '{}')
  from organisation.officer o
  left join lateral (
    select array_agg(distinct p.name order by p.name) posts
    from organisation.appointment a
    join organisation.post p on p.name = a.post and p.active
    join organisation.agency g on g.id = p.agency and g.active
    where a.officer = o.id and p_on between a.first and coalesce(a.last, 'infinity')
  ) held on true
  left join lateral (
    select array_agg(distinct r order by r) rights from organisation.post p, unnest(p.rights) r where p.name = any (held.posts)
  ) granted on true
  where o.id = p_officer
$$;

grant select on all tables in schema organisation to errand_app, errand_jobs, errand_commit;

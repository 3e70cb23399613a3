-- Who stands in for whom, who is away, and changes by pages: each change once, with what was before and after, and never rewritten.

-- The folder that was loaded last; `hash` is the edition of everything here and changes with every change.
alter table organisation.edition add column folder bytea;
update organisation.edition set folder = hash;

-- The last day on which it counts; none: until further notice. What an ended post was for is done by its successor's holders.
alter table organisation.agency add column last date;
alter table organisation.post add column last date, add column successor text references organisation.post;
-- An appointment that ends before its first day did not come about.
alter table organisation.appointment drop constraint appointment_check;
create index post_successor on organisation.post (successor) where successor is not null;

-- A post acted in for another, from day to day: handed on by its holder (委托), or given to whoever stands in (代岗).
create table organisation.acting (
  id uuid primary key,
  how text not null check (how in ('delegated', 'substitute')),
  post text not null references organisation.post,
  -- In whose place; none: the post is vacant.
  giver text references organisation.officer,
  officer text not null references organisation.officer,
  -- Only in cases of these services; none: in all, and with the post's rights.
  packs text[],
  first date not null,
  last date not null check (last >= first),
  -- Why, sealed: it may speak of somebody's health.
  reason bytea,
  entered_by text not null,
  made_at timestamptz(3) not null,
  -- Ended before its last day.
  ended_at timestamptz(3),
  ended_by text,
  check (how = 'substitute' or giver is not null),
  check (giver is distinct from officer)
);
create index acting_officer on organisation.acting (officer, last) where ended_at is null;

create table organisation.leave (
  id uuid primary key,
  officer text not null references organisation.officer,
  first date not null,
  -- Brought forward where somebody comes back early; before the first day: it did not come about.
  last date not null,
  entered_by text not null,
  made_at timestamptz(3) not null
);
create index leave_officer on organisation.leave (officer, last);

create table organisation.change (
  no bigint generated always as identity primary key,
  command uuid not null,
  at timestamptz(3) not null,
  -- `officer:<id>`, or `folder` for what the city's folder brought.
  actor text not null,
  type text not null,
  -- What was changed: agency, post, officer, appointment, acting, leave; and which one.
  what text not null,
  key text not null,
  before jsonb,
  after jsonb
);
create index change_command on organisation.change (command);
create index change_key on organisation.change (what, key, no);

create function organisation.never() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what was changed, when and by whom is never rewritten' using errcode = '42501';
end $$;
create trigger never_rewritten before update or delete or truncate on organisation.change
  for each statement execute function organisation.never();

create trigger standing_changed after insert or update or delete on organisation.acting
  for each statement execute function organisation.standing_changed();
create trigger standing_changed after insert or update or delete on organisation.leave
  for each statement execute function organisation.standing_changed();

-- Writes what a command changes, once, and an entry for each row. The edition is the one on which it was decided: `stale` where
-- something changed since, and nothing is written. Rows: [{what, key, before, after}], `after` whole.
create function organisation.change(p_command uuid, p_edition bytea, p_at timestamptz, p_actor text, p_type text, p_rows jsonb)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v jsonb;
  a jsonb;
begin
  perform pg_advisory_xact_lock(hashtext('errand organisation'));
  if exists (select from organisation.change where command = p_command) then
    return 'repeat';
  end if;
  perform from organisation.edition where hash = p_edition;
  if not found then
    return 'stale';
  end if;
  for v in select value from jsonb_array_elements(p_rows) loop
    a := v->'after';
    case v->>'what'
      when 'agency' then
        insert into organisation.agency as t (id, title, code, uscc, phone, address, place, active, last)
        select r.id, r.title, r.code, r.uscc, r.phone, r.address, (select coalesce(max(place), 0) + 1 from organisation.agency), true, r.last
        from jsonb_populate_record(null::organisation.agency, a) r
        on conflict (id) do update set title = excluded.title, code = excluded.code, uscc = excluded.uscc, phone = excluded.phone,
          address = excluded.address, last = excluded.last, active = true;
      when 'post' then
        insert into organisation.post as t (name, agency, title, duties, rights, place, active, last, successor)
        select r.name, r.agency, r.title, r.duties, r.rights, (select coalesce(max(place), 0) + 1 from organisation.post), true, r.last, r.successor
        from jsonb_populate_record(null::organisation.post, a) r
        on conflict (name) do update set title = excluded.title, duties = excluded.duties, rights = excluded.rights,
          last = excluded.last, successor = excluded.successor, active = true;
      when 'officer' then
        insert into organisation.officer as t (id, name, phone, language, place)
        select r.id, r.name, r.phone, r.language, (select coalesce(max(place), 0) + 1 from organisation.officer)
        from jsonb_populate_record(null::organisation.officer, a) r
        on conflict (id) do update set name = excluded.name, phone = excluded.phone, language = excluded.language;
      when 'appointment' then
        insert into organisation.appointment as t (officer, post, first, last)
        select r.officer, r.post, r.first, r.last from jsonb_populate_record(null::organisation.appointment, a) r
        on conflict (officer, post, first) do update set last = excluded.last;
      when 'acting' then
        insert into organisation.acting as t
        select (jsonb_populate_record(null::organisation.acting, a)).*
        on conflict (id) do update set ended_at = coalesce(t.ended_at, excluded.ended_at), ended_by = coalesce(t.ended_by, excluded.ended_by);
      when 'leave' then
        insert into organisation.leave as t select (jsonb_populate_record(null::organisation.leave, a)).*
        on conflict (id) do update set last = least(t.last, excluded.last);
    end case;
    insert into organisation.change (command, at, actor, type, what, key, before, after)
    values (p_command, p_at, p_actor, p_type, v->>'what', v->>'key', nullif(v->'before', 'null'), a);
  end loop;
  update organisation.edition set hash = sha256(hash || convert_to(p_command::text, 'UTF8'));
  return 'done';
end $$;

-- The posts that somebody holds on a day: those appointed to, and the ended ones that they succeed.
create function organisation.held(p_officer text, p_on date) returns table (post text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.name
  from organisation.appointment a
  join organisation.post s on s.name = a.post and s.active and p_on <= coalesce(s.last, 'infinity')
  join organisation.agency g on g.id = s.agency and g.active and p_on <= coalesce(g.last, 'infinity')
  join lateral (
    select s.name union all select e.name from organisation.post e where e.successor = s.name and e.active and e.last < p_on
  ) p on true
  where a.officer = p_officer and p_on between a.first and coalesce(a.last, 'infinity')
$$;

-- The posts that somebody acts in for others on a day, while what it rests on holds: the giver holds the post; a substitute's officer
-- is away; a vacant post is vacant. Whoever holds no post acts in none, and one's own post is one's own.
create function organisation.acts_in(p_officer text, p_on date)
returns table (post text, giver text, how text, id uuid, last date, packs text[])
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct on (p.name) p.name, x.giver, x.how, x.id, x.last, x.packs
  from organisation.acting x
  join organisation.post s on s.name = x.post and s.active and p_on <= coalesce(s.last, 'infinity')
  join organisation.agency g on g.id = s.agency and g.active and p_on <= coalesce(g.last, 'infinity')
  join lateral (
    select s.name union all select e.name from organisation.post e where e.successor = s.name and e.active and e.last < p_on
  ) p on true
  where x.officer = p_officer and x.ended_at is null and p_on between x.first and x.last
    and exists (select from organisation.held(p_officer, p_on))
    and p.name not in (select h.post from organisation.held(p_officer, p_on) h)
    and case
      when x.giver is null then not exists (
        select from organisation.appointment a where a.post = x.post and p_on between a.first and coalesce(a.last, 'infinity'))
      else exists (
          select from organisation.appointment a
          where a.officer = x.giver and a.post = x.post and p_on between a.first and coalesce(a.last, 'infinity'))
        and (x.how = 'delegated' or exists (select from organisation.leave l where l.officer = x.giver and p_on between l.first and l.last))
    end
  order by p.name, x.first, x.id
$$;

-- What an officer is on a day of the city's calendar: the posts held and acted in, their rights, for whom, and whose work they
-- arrange. A post that was lent for some services alone gives no rights, nor does an ended one that is succeeded.
drop function organisation.standing(text, date);
create function organisation.standing(p_officer text, p_on date)
returns table (name text, language text, posts text[], rights text[], acting jsonb, leads text[])
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  if p_officer is null then return; end if;
  return query
  with own as materialized (select h.post from organisation.held(p_officer, p_on) h),
  lent as materialized (select x.* from organisation.acts_in(p_officer, p_on) x),
  counted as (
    select p.name, p.agency, p.rights from organisation.post p
    where p.name in (select own.post from own union all select lent.post from lent where lent.packs is null)
      and p_on <= coalesce(p.last, 'infinity')
  )
  select o.name, o.language,
    coalesce((select array_agg(distinct k.post order by k.post) from (select own.post from own union all select lent.post from lent) k), '{}'),
    coalesce((select array_agg(distinct r order by r) from counted c, unnest(c.rights) r), '{}'),
    (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('post', l.post, 'for', l.giver, 'how', l.how, 'id', l.id, 'until', l.last,
       'packs', to_jsonb(l.packs), 'rights', case when l.packs is null then to_jsonb(p.rights) end)) order by l.post)
     from lent l join organisation.post p on p.name = l.post),
    coalesce((select array_agg(distinct c.agency order by c.agency) from counted c where 'lead-agency' = any (c.rights)), '{}')
  from organisation.officer o
  where o.id = p_officer;
end $$;

-- What an officer keeps for the list of tasks: names for what was asked of it.
create table organisation.filter (
  id uuid primary key,
  officer text not null references organisation.officer,
  name text not null check (length(name) between 1 and 60),
  -- The list's address after its question mark.
  query text not null check (length(query) <= 1000),
  first boolean not null default false,
  made_at timestamptz(3) not null,
  unique (officer, name)
);
create unique index filter_first on organisation.filter (officer) where first;

grant select on organisation.acting, organisation.leave, organisation.change, organisation.filter to errand_app, errand_jobs, errand_commit;
grant insert, delete on organisation.filter to errand_app;
grant update (first) on organisation.filter to errand_app;

grant insert, update on organisation.agency, organisation.post, organisation.officer, organisation.appointment, organisation.acting,
  organisation.leave to errand_commit;
grant update (hash) on organisation.edition to errand_commit;
grant insert on organisation.change to errand_commit;
grant create on schema organisation to errand_commit;
alter function organisation.change owner to errand_commit;
revoke create on schema organisation from errand_commit;
revoke all on function organisation.change from public;
grant execute on function organisation.change to errand_app;

-- Who acts in a post for others on a day: whoever tells a post's holders something tells them as well.
create function organisation.acting_in(p_post text, p_on date) returns table (officer text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct x.officer from organisation.acting x
  where x.ended_at is null and p_on between x.first and x.last
    and exists (select from organisation.acts_in(x.officer, p_on) a where a.post = p_post)
$$;

-- Posts are handed on by the hour; what is meant for one officer goes to who acts for them while they are away; and every change of the
-- organisation stands in the log of all entries.

-- Times of day by the city's clock: on the first day it counts from the one, on the last until the other; none: all of the day.
alter table organisation.acting add column begins time(0), add column ends time(0),
  add constraint acting_hours check (first < last or begins is null or ends is null or begins < ends);

drop function organisation.acts_in(text, date);
-- The posts that somebody acts in for others on a day (at a time of that day; none: at any), while what it rests on holds: the giver
-- holds the post; a substitute's officer is away; a vacant post is vacant. Whoever holds no post acts in none, and one's own post is
-- one's own. While the giver is away, what is meant for the person (`@officer`) is done by who acts for them.
create function organisation.acts_in(p_officer text, p_on date, p_time time default null)
returns table (post text, giver text, how text, id uuid, last date, packs text[])
language sql stable set search_path = pg_catalog, pg_temp as $$
  with live as (
    select x.id, x.how, x.post, x.giver, x.packs, x.first, x.last,
      x.giver is not null and exists (
        select from organisation.leave l where l.officer = x.giver and p_on between l.first and l.last) away
    from organisation.acting x
    join organisation.post s on s.name = x.post and s.active and p_on <= coalesce(s.last, 'infinity')
    join organisation.agency g on g.id = s.agency and g.active and p_on <= coalesce(g.last, 'infinity')
    where x.officer = p_officer and x.ended_at is null and p_on between x.first and x.last
      and (p_time is null or x.begins is null or p_on > x.first or p_time >= x.begins)
      and (p_time is null or x.ends is null or p_on < x.last or p_time < x.ends)
      and exists (select from organisation.held(p_officer, p_on))
  ), counting as (
    select * from live x
    where case
      when x.giver is null then not exists (
        select from organisation.appointment a where a.post = x.post and p_on between a.first and coalesce(a.last, 'infinity'))
      else exists (
          select from organisation.appointment a
          where a.officer = x.giver and a.post = x.post and p_on between a.first and coalesce(a.last, 'infinity'))
        and (x.how = 'delegated' or x.away)
    end
  ), named as (
    select p.name, c.giver, c.how, c.id, c.last, c.packs, c.first
    from counting c
    join lateral (
      select c.post as name
      union all select e.name from organisation.post e where e.successor = c.post and e.active and e.last < p_on
    ) p on true
    where p.name not in (select h.post from organisation.held(p_officer, p_on) h)
    union all
    select '@' || c.giver, c.giver, c.how, c.id, c.last, c.packs, c.first from counting c where c.away
  )
  -- Lent as a whole before lent for some services.
  select distinct on (n.name) n.name, n.giver, n.how, n.id, n.last, n.packs
  from named n order by n.name, n.packs is not null, n.first, n.id
$$;

drop function organisation.standing(text, date);
create function organisation.standing(p_officer text, p_on date, p_time time default null)
returns table (name text, language text, posts text[], rights text[], acting jsonb, leads text[])
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  if p_officer is null then return; end if;
  return query
  with own as materialized (select h.post from organisation.held(p_officer, p_on) h),
  lent as materialized (select x.* from organisation.acts_in(p_officer, p_on, p_time) x),
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
     from lent l left join organisation.post p on p.name = l.post),
    coalesce((select array_agg(distinct c.agency order by c.agency) from counted c where 'lead-agency' = any (c.rights)), '{}')
  from organisation.officer o
  where o.id = p_officer;
end $$;

drop function organisation.acting_in(text, date);
-- Who acts in a post (or for a person, `@officer`) on a day, at a time of it: whoever tells its holders something tells them as well.
create function organisation.acting_in(p_post text, p_on date, p_time time default null) returns table (officer text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct x.officer from organisation.acting x
  where x.ended_at is null and p_on between x.first and x.last
    and exists (select from organisation.acts_in(x.officer, p_on, p_time) a where a.post = p_post)
$$;

-- A change is committed to like an entry of a case: in the log its number stands under an id that no case has. The nonce keeps what was
-- changed from being guessed by who reads the log.
alter table organisation.change
  add column nonce bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));

create function organisation.commitment(p_change organisation.change) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(p_change.nonce || convert_to(jsonb_build_array(p_change.no, p_change.command, round(extract(epoch from p_change.at) * 1000),
    p_change.actor, p_change.type, p_change.what, p_change.key, p_change.before, p_change.after)::text, 'UTF8'))
$$;

-- The one way in which a change is entered.
create function organisation.enter(
  p_command uuid, p_at timestamptz, p_actor text, p_type text, p_what text, p_key text, p_before jsonb, p_after jsonb) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with entered as (
    insert into organisation.change as c (command, at, actor, type, what, key, before, after)
    values (p_command, p_at, p_actor, p_type, p_what, p_key, p_before, p_after)
    returning c.no, c.at, organisation.commitment(c) commitment
  )
  insert into ledger.pending (case_id, seq, commitment, at)
  select '00000000-0000-7000-8000-000000000001', e.no::int, e.commitment, e.at from entered e
$$;
revoke all on function organisation.enter from public;
grant execute on function organisation.enter to errand_commit;

-- What was changed before is committed to as it stands.
insert into ledger.pending (case_id, seq, commitment, at)
select '00000000-0000-7000-8000-000000000001', c.no::int, organisation.commitment(c), c.at from organisation.change c order by c.no;

create or replace function organisation.change(p_command uuid, p_edition bytea, p_at timestamptz, p_actor text, p_type text, p_rows jsonb)
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
    perform organisation.enter(p_command, p_at, p_actor, p_type, v->>'what', v->>'key', nullif(v->'before', 'null'), a);
  end loop;
  update organisation.edition set hash = sha256(hash || convert_to(p_command::text, 'UTF8'));
  return 'done';
end $$;

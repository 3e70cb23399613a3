-- What an officer is on a day of the city's calendar, with a plan that is kept: made anew for every request, it cost more than the
-- look-up itself. Nobody's standing (null) is looked for nowhere.
create or replace function organisation.standing(p_officer text, p_on date)
returns table (name text, language text, posts text[], rights text[])
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  if p_officer is null then return; end if;
  return query
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
  where o.id = p_officer;
end $$;

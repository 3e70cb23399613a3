-- Whoever acts in a post is told as its holders are.
create or replace function notices.holders(p_post text, p_on date) returns setof text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select a.officer from organisation.appointment a
  join organisation.post p on p.name = a.post and p.active
  join organisation.agency g on g.id = p.agency and g.active
  where a.post = p_post and p_on between a.first and coalesce(a.last, 'infinity')
  union
  select x.officer from organisation.acting_in(p_post, p_on) x
$$;
comment on table notices.kind is 'rows come with the schema';
comment on table notices.place is 'rows come with the schema';
